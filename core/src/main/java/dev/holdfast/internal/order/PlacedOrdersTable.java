package dev.holdfast.internal.order;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.bool;
import static dev.holdfast.internal.sql.TableWrite.Column.integer;
import static dev.holdfast.internal.sql.TableWrite.Column.jsonb;
import static dev.holdfast.internal.sql.TableWrite.Column.text;
import static dev.holdfast.internal.sql.TableWrite.Column.timestamptz;

import dev.holdfast.internal.event.EventsTable;
import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.sql.TableWrite;
import dev.holdfast.internal.stock.BackordersTable;
import dev.holdfast.internal.stock.Overdue;
import dev.holdfast.internal.stock.StockTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The orders that a list of commands locks, with all that happened to them. What was sold never changes. */
public final class PlacedOrdersTable implements Table {
    private static final String LOCK =
            "select id from #orders where id = any(:locked_orders) order by id for no key update";

    // After the lock: what hangs on an order is written under it alone.
    private static final String READ =
            "with wanted as (select * from #orders where id = any(:locked_orders))\n" + OrderMapper.READ;

    // The items of an order never change, so that it makes no difference when this is read.
    private static final String STOCK_OF_ORDERS =
            "select $column from #order_items where order_id = any(:orders_with_stock)\nunion all\n"
                    + "select $column from #order_sources where order_id = any(:orders_with_stock)";

    // An order that is overdue is cancelled before anything else happens to it. If it becomes overdue while its
    // counters
    // are waited for, it is loaded again.
    private static final String STOCK_OF_OVERDUE = """
            select i.$column from #orders o
            cross join lateral (
              select variant_id, location_id from #order_items where order_id = o.id
              union all
              select variant_id, location_id from #order_sources where order_id = o.id
              offset 0) as i
            where o.id = any(:locked_orders) and o.pay_by <= coalesce(cast(:now as timestamptz), clock_timestamp())
              and\s""" + Overdue.AWAITED;

    private static final String OVERDUE_VARIANTS = STOCK_OF_OVERDUE.replace("$column", "variant_id");
    private static final String OVERDUE_LOCATIONS = STOCK_OF_OVERDUE.replace("$column", "location_id");

    private static final String VARIANTS = STOCK_OF_ORDERS.replace("$column", "variant_id");
    private static final String LOCATIONS = STOCK_OF_ORDERS.replace("$column", "location_id");

    private static final String ANY_OVERDUE = """
            select exists (
              select from #orders o
              where o.pay_by <= coalesce(cast(:now as timestamptz), clock_timestamp()) and\s""" + Overdue.AWAITED + ")";

    private record OfOrder<R>(long orderId, R row) {}

    private record OfCorrection<R>(long orderId, int correctionId, int position, R row) {}

    private static final TableWrite<LockedOrder> STATES = TableWrite.of(
            "order_states_written",
            """
            update #orders o set current_status = n.current_status, payment_status = n.payment_status
            from $rows where o.id = n.id""",
            bigint("id", LockedOrder::id),
            text("current_status", order -> order.state().status()),
            text("payment_status", order -> order.state().payments().status()));

    private static final TableWrite<OfOrder<OrderCorrectionRow>> CORRECTIONS = TableWrite.of(
            "order_corrections_written",
            "insert into #order_corrections ($columns) select $columns from $rows",
            bigint("order_id", OfOrder::orderId),
            integer("id", of -> of.row().id()),
            text("kind", of -> of.row().kind()),
            text("reason", of -> of.row().reason()),
            text("reference", of -> of.row().reference()),
            bigint("refundable", of -> of.row().refundable()),
            bigint("refund_total", of -> of.row().refundTotal()),
            bool("promo_uses_returned", of -> of.row().promoUsesReturned()),
            text("actor", of -> of.row().actor()),
            timestamptz("created_at", of -> of.row().createdAt()));

    private static final TableWrite<OfCorrection<OrderCorrectionRow.Item>> ITEMS = TableWrite.of(
            "order_correction_items_written",
            "insert into #order_correction_items ($columns) select $columns from $rows",
            bigint("order_id", OfCorrection::orderId),
            integer("correction_id", OfCorrection::correctionId),
            integer("position", OfCorrection::position),
            integer("item_id", of -> of.row().itemId()),
            integer("quantity", of -> of.row().quantity()),
            text("condition", of -> of.row().condition()),
            jsonb("units", of -> of.row().writeUnits()),
            bigint("charged", of -> of.row().charged()),
            bigint("refund", of -> of.row().refund()));

    private static final TableWrite<OfCorrection<OrderCorrectionRow.Charge>> CHARGES = TableWrite.of(
            "order_correction_charges_written",
            "insert into #order_correction_charges ($columns) select $columns from $rows",
            bigint("order_id", OfCorrection::orderId),
            integer("correction_id", OfCorrection::correctionId),
            text("code", of -> of.row().code()),
            bigint("charged", of -> of.row().charged()),
            bigint("refund", of -> of.row().refund()));

    private static final TableWrite<OfOrder<OrderPaymentRow>> PAYMENTS = TableWrite.of(
            "order_payments_written",
            """
            insert into #order_payments ($columns, created_at) select $columns, saved.at
            from saved cross join $rows""",
            bigint("order_id", OfOrder::orderId),
            integer("id", of -> of.row().id()),
            text("kind", of -> of.row().kind()),
            bigint("amount", of -> of.row().amount()),
            text("reference", of -> of.row().reference()),
            bool("duplicate", of -> of.row().duplicate()),
            text("actor", of -> of.row().actor()));

    private static final TableWrite<OfOrder<LockedOrder.GivenBack>> GIVEN_BACK = TableWrite.of(
            "order_sources_given_back",
            """
            update #order_sources s set given_back = n.given_back
            from $rows where s.order_id = n.order_id and s.item_id = n.item_id and s.position = n.position""",
            bigint("order_id", OfOrder::orderId),
            integer("item_id", of -> of.row().itemId()),
            integer("position", of -> of.row().position()),
            integer("given_back", of -> of.row().units()));

    // An order changes what waits for stock under the locks of their counters.
    private static final String WAITING = "select $column from #backorders where order_id = any(:locked_orders)";

    private static final String WAITING_VARIANTS = WAITING.replace("$column", "variant_id");
    private static final String WAITING_LOCATIONS = WAITING.replace("$column", "location_id");

    private final StockTable stock;
    private final BackordersTable backorders;
    private final OrderNews news;
    private final SortedSet<Long> asked = new TreeSet<>();
    private final SortedSet<Long> withStock = new TreeSet<>();
    private final SortedMap<Long, LockedOrder> rows = new TreeMap<>();
    private boolean asksForOverdue;
    private boolean anyOverdue;

    /** Asks for the stock of orders as well, where that is asked for, and tells as events what happens to them. */
    public PlacedOrdersTable(StockTable stock, BackordersTable backorders, EventsTable events) {
        this.stock = stock;
        this.backorders = backorders;
        this.news = new OrderNews(events);
    }

    /** Asks for an order. */
    public void lock(long orderId) {
        asked.add(orderId);
        stock.lockSelected(OVERDUE_VARIANTS, OVERDUE_LOCATIONS);
        stock.lockSelected(WAITING_VARIANTS, WAITING_LOCATIONS);
    }

    /** Asks for the counters that the items of an order came from, and for the orders that wait for their units. */
    public void lockStockOf(long orderId) {
        withStock.add(orderId);
        stock.lockSelected(VARIANTS, LOCATIONS);
        backorders.waitingForSelected(VARIANTS);
    }

    /** Asks whether there are orders that were not paid in time. */
    public void askForOverdue() {
        asksForOverdue = true;
    }

    /** Whether there are such orders, if that was asked for. */
    public boolean anyOverdue() {
        return anyOverdue;
    }

    /** The orders that were asked for. */
    public SortedSet<Long> asked() {
        return asked;
    }

    /** The orders that were asked for together with their stock. */
    public SortedSet<Long> askedWithStock() {
        return withStock;
    }

    @Override
    public void load(LoadScript script) {
        if (asksForOverdue) {
            script.query(row -> anyOverdue = row.getBoolean(1), ANY_OVERDUE);
        }
        if (asked.isEmpty()) {
            return;
        }
        if (!withStock.isEmpty()) {
            script.longs("orders_with_stock", withStock);
        }
        script.longs("locked_orders", asked).query(row -> {}, LOCK);
    }

    /** The statement that reads the orders, as a table of its own: what waits for stock is known under their locks. */
    public Table afterStock() {
        return new Table() {
            @Override
            public void load(LoadScript script) {
                if (!asked.isEmpty()) {
                    script.query(row -> add(new LockedOrder(OrderMapper.read(row))), READ);
                }
            }

            @Override
            public void save(Changes changes) {
                // They are saved by the table that locks them.
            }
        };
    }

    @Override
    public void save(Changes changes) {
        changes.add(
                STATES,
                rows.values().stream().filter(LockedOrder::hasOtherState).toList());
        List<OfOrder<OrderCorrectionRow>> corrections = ofOrders(LockedOrder::corrections);
        changes.add(CORRECTIONS, corrections);
        changes.add(ITEMS, ofCorrections(corrections, OrderCorrectionRow::items));
        changes.add(CHARGES, ofCorrections(corrections, OrderCorrectionRow::charges));
        changes.add(GIVEN_BACK, ofOrders(LockedOrder::givenBack));
        changes.add(PAYMENTS, ofOrders(LockedOrder::payments));
        rows.values().forEach(order -> order.tell(news));
    }

    private <R> List<OfOrder<R>> ofOrders(Function<LockedOrder, List<R>> added) {
        List<OfOrder<R>> all = new ArrayList<>();
        for (LockedOrder order : rows.values()) {
            added.apply(order).forEach(row -> all.add(new OfOrder<>(order.id(), row)));
        }
        return all;
    }

    private static <R> List<OfCorrection<R>> ofCorrections(
            List<OfOrder<OrderCorrectionRow>> corrections, Function<OrderCorrectionRow, List<R>> parts) {
        List<OfCorrection<R>> all = new ArrayList<>();
        for (OfOrder<OrderCorrectionRow> correction : corrections) {
            int position = 0;
            for (R part : parts.apply(correction.row())) {
                all.add(new OfCorrection<>(
                        correction.orderId(), correction.row().id(), position++, part));
            }
        }
        return all;
    }

    /** What an order's buyer was told, like the order itself, must not be taken back by a crash. */
    @Override
    public boolean isVisibleOnlyWhenDurable() {
        return true;
    }

    /** Reads orders that were locked out of order, except those that were asked for, and returns them all. */
    public List<LockedOrder> loadLocked(Handle handle, Collection<Long> orderIds) {
        handle.createQuery(READ)
                .bind("locked_orders", orderIds.toArray(Long[]::new))
                .map((row, context) -> new LockedOrder(OrderMapper.read(row)))
                .filter(order -> !rows.containsKey(order.id()))
                .forEach(this::add);
        return rows.values().stream()
                .filter(order -> orderIds.contains(order.id()))
                .toList();
    }

    /** Adds an order that is locked. */
    public void add(LockedOrder order) {
        rows.put(order.id(), order);
    }

    /** A locked order; null if it was not asked for, or there is none. */
    public @Nullable LockedOrder row(long orderId) {
        return rows.get(orderId);
    }

    /** The locked orders, by id. */
    public Collection<LockedOrder> rows() {
        return rows.values();
    }
}
