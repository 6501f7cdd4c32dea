package dev.holdfast.internal.order;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.bool;
import static dev.holdfast.internal.sql.TableWrite.Column.integer;
import static dev.holdfast.internal.sql.TableWrite.Column.jsonb;
import static dev.holdfast.internal.sql.TableWrite.Column.text;
import static dev.holdfast.internal.sql.TableWrite.Column.timestamptz;

import dev.holdfast.internal.cart.ExtrasJson;
import dev.holdfast.internal.event.EventsTable;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.json.OutcomesJson;
import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.sql.TableWrite;
import dev.holdfast.internal.sql.TableWrite.Column;
import dev.holdfast.internal.sql.TextLists;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The orders that a list of commands places, with their items and charges. */
public final class OrdersTable implements Table {
    private static final String NUMBERS = "#order_numbers";

    private static final String ADD = """
            insert into #orders (id, number, cart_id, user_id, user_tier, promo_codes, status, currency, subtotal,
                                 charge_total, discount_total, total, explanation, book_token, priced_at, policy, orders_placed,
                                 attributes, refund_policy, actor, $notes placed_at)
            select n.id, cast(n.id as text), n.cart_id, n.user_id, n.user_tier,
                   string_to_array(n.promo_codes, chr(31)), 'placed', n.currency, n.subtotal, n.charge_total,
                   n.discount_total, n.total, n.explanation, n.book_token, n.priced_at, n.policy, n.orders_placed,
                   n.attributes, n.refund_policy, n.actor, $noted saved.at
            from saved cross join $rows""";

    private static final List<Column<NewOrder>> ADDED = List.of(
            bigint("id", NewOrder::id),
            bigint("cart_id", order -> order.cart().head().id()),
            text("user_id", order -> order.cart().head().userId()),
            text("user_tier", order -> order.cart().head().userTier()),
            text("promo_codes", order -> TextLists.join(order.cart().head().promoCodes())),
            text("currency", order -> order.cart().head().currency().getCurrencyCode()),
            bigint("subtotal", order -> order.quote().subtotal().minor()),
            bigint("charge_total", order -> order.quote().chargeTotal().minor()),
            bigint("discount_total", order -> order.quote().discountTotal().minor()),
            bigint("total", order -> order.quote().total().minor()),
            jsonb("explanation", order -> applied(order.quote().explanation())),
            bigint("book_token", order -> order.quote().bookToken()),
            timestamptz("priced_at", order -> order.quote().pricedAt()),
            text("policy", order -> order.quote().policy()),
            bigint("orders_placed", NewOrder::ordersPlaced),
            jsonb(
                    "attributes",
                    order -> ExtrasJson.writeAttributes(
                            order.cart().head().extras().attributes())),
            text("refund_policy", NewOrder::refundPolicy),
            text("actor", NewOrder::actor));

    // Most orders and items have none of this, and nothing is said about it for those.
    private static final List<Column<NewOrder>> NOTES = List.of(
            text("email", order -> order.notes().email()),
            text("reference", order -> order.notes().reference()),
            jsonb("metadata", order -> MetadataJson.write(order.notes().metadata())),
            text("payment_status", NewOrder::paymentStatus),
            timestamptz("pay_by", order -> order.notes().payBy()));

    private static final TableWrite<NewOrder> ORDERS = TableWrite.of(
                    "orders_written", ADD.replace("$notes ", "").replace("$noted ", ""), ADDED)
            .withDrawn("id");

    private static final TableWrite<NewOrder> ORDERS_WITH_NOTES = TableWrite.of(
                    "orders_with_notes_written",
                    ADD.replace("$notes", "email, reference, metadata, payment_status, pay_by,")
                            .replace("$noted", "n.email, n.reference, n.metadata, n.payment_status, n.pay_by,"),
                    Stream.concat(ADDED.stream(), NOTES.stream()).toList())
            .withDrawn("id");

    private static final String ADD_ITEMS = "insert into #order_items ($columns) select $columns from $rows";

    private static final List<Column<NewOrder.Item>> ADDED_ITEMS = List.of(
            bigint("order_id", NewOrder.Item::orderId),
            integer("id", item -> item.row().id()),
            bigint("variant_id", item -> item.row().variantId()),
            integer("location_id", OrdersTable::locationId),
            bigint("product_id", item -> item.row().productId()),
            text("category", item -> item.row().category()),
            text("sku", item -> item.row().sku()),
            text("name", item -> item.row().name()),
            integer("quantity", item -> item.row().quantity()),
            bigint("unit_price", item -> item.row().unitPrice()),
            bigint("min_unit_price", item -> item.row().minUnitPrice()),
            bigint("subtotal", item -> item.quoted().subtotal().minor()),
            bigint("discount", item -> item.quoted().discount().minor()),
            bigint("total", item -> item.quoted().total().minor()),
            jsonb("units", item -> OrderUnits.write(item.quoted().units())),
            text("gift_rule", item -> item.row().giftRule()),
            jsonb("explanation", item -> applied(item.quoted().explanation())));

    private static final TableWrite<NewOrder.Item> ITEMS =
            TableWrite.of("order_items_written", ADD_ITEMS, ADDED_ITEMS).withDrawn("order_id");

    private static final TableWrite<NewOrder.Item> ITEMS_WITH_METADATA = TableWrite.of(
                    "order_items_with_metadata_written",
                    ADD_ITEMS,
                    Stream.concat(
                                    ADDED_ITEMS.stream(),
                                    Stream.of(Column.<NewOrder.Item>jsonb(
                                            "metadata",
                                            item -> MetadataJson.write(
                                                    item.row().metadata()))))
                            .toList())
            .withDrawn("order_id");

    private static final TableWrite<NewOrder.ItemSource> SOURCES = TableWrite.of(
                    "order_sources_written",
                    "insert into #order_sources ($columns) select $columns from $rows",
                    bigint("order_id", NewOrder.ItemSource::orderId),
                    integer("item_id", NewOrder.ItemSource::itemId),
                    integer("position", NewOrder.ItemSource::position),
                    bigint("variant_id", of -> of.source().key().variantId()),
                    integer("location_id", of -> of.source().key().locationId()),
                    integer("quantity", of -> of.source().quantity()),
                    integer("units_per_item", of -> of.source().perItem()))
            .withDrawn("order_id");

    private static final TableWrite<NewOrder.OrderedCharge> CHARGES = TableWrite.of(
                    "order_charges_written",
                    "insert into #order_charges ($columns) select $columns from $rows",
                    bigint("order_id", NewOrder.OrderedCharge::orderId),
                    text("code", NewOrder.OrderedCharge::code),
                    text("name", NewOrder.OrderedCharge::name),
                    bigint("amount", charge -> charge.quoted().charge().amount().minor()),
                    bigint("discount", charge -> charge.quoted().discount().minor()),
                    bigint("total", charge -> charge.quoted().total().minor()),
                    jsonb("explanation", charge -> applied(charge.quoted().explanation())))
            .withDrawn("order_id");

    private static final TableWrite<NewOrder.OrderedPayment> PAYMENTS = TableWrite.of(
                    "payments_of_orders_written",
                    "insert into #order_payments ($columns) select $columns from $rows",
                    bigint("order_id", NewOrder.OrderedPayment::orderId),
                    integer("id", payment -> payment.row().id()),
                    text("kind", payment -> payment.row().kind()),
                    bigint("amount", payment -> payment.row().amount()),
                    text("reference", payment -> payment.row().reference()),
                    bool("duplicate", payment -> payment.row().duplicate()),
                    text("actor", payment -> payment.row().actor()),
                    timestamptz("created_at", payment -> payment.row().createdAt()))
            .withDrawn("order_id");

    private final OrderNews news;
    private final List<NewOrder> placed = new ArrayList<>();

    /** Tells as events what was paid for orders before they were placed. */
    public OrdersTable(EventsTable events) {
        this.news = new OrderNews(events);
    }

    @Override
    public void load(LoadScript script) {
        // There is nothing of them yet.
    }

    @Override
    public void save(Changes changes) {
        if (!placed.isEmpty()) {
            changes.draw(new Changes.Draw(NUMBERS, placed.size(), this::draw, this::findDrawn));
        }
        changes.add(ORDERS, placed.stream().filter(OrdersTable::isPlain).toList());
        changes.add(
                ORDERS_WITH_NOTES,
                placed.stream().filter(order -> !isPlain(order)).toList());
        List<NewOrder.Item> items = placed.stream().flatMap(NewOrder::items).toList();
        changes.add(ITEMS, items.stream().filter(OrdersTable::isPlain).toList());
        changes.add(
                ITEMS_WITH_METADATA,
                items.stream().filter(item -> !isPlain(item)).toList());
        changes.add(
                SOURCES,
                placed.stream()
                        .flatMap(NewOrder::items)
                        .filter(item ->
                                OrderItemRow.hasCountedSources(item.row().variantId(), item.sources()))
                        .flatMap(NewOrder.Item::itemSources)
                        .toList());
        changes.add(
                CHARGES,
                placed.stream().flatMap(order -> order.charges().stream()).toList());
        changes.add(PAYMENTS, placed.stream().flatMap(NewOrder::orderedPayments).toList());
        placed.stream().filter(order -> !order.payments().isEmpty()).forEach(this::tellPayments);
    }

    private void tellPayments(NewOrder order) {
        OrderRow row = OrderRow.of(order);
        news.add(OrderState.of(row.unpaid()), OrderState.of(row), List.of(), order.payments());
    }

    // A kit has nothing of its own anywhere.
    private static int locationId(NewOrder.Item item) {
        StockKey first = item.sources().get(0).key();
        return first.variantId() == item.row().variantId() ? first.locationId() : StockKey.DEFAULT_LOCATION;
    }

    /** An order that somebody has seen must not be taken back by a crash. */
    @Override
    public boolean isVisibleOnlyWhenDurable() {
        return true;
    }

    private void draw(Long[] numbers) {
        for (int i = 0; i < numbers.length; i++) {
            placed.get(i).number().draw(numbers[i]);
        }
    }

    // A sequence rises, so the orders of the transaction are in the order in which their numbers were drawn.
    private void findDrawn(Handle handle, String transaction) {
        Long[] carts = placed.stream()
                .map(order -> order.cart().head().id())
                .distinct()
                .toArray(Long[]::new);
        List<Long> numbers = handle.attach(OrderSql.class).placedBy(transaction, carts);
        if (numbers.size() != placed.size()) {
            throw new IllegalStateException(
                    "found " + numbers.size() + " orders of a transaction that placed " + placed.size());
        }
        draw(numbers.toArray(Long[]::new));
    }

    /** The number of the order that is placed next. */
    public OrderNumber nextNumber() {
        return new OrderNumber(placed.size() + 1);
    }

    /** Adds an order, which has the next number. */
    public void place(NewOrder order) {
        placed.add(order);
    }

    /** The orders that were placed. */
    public List<NewOrder> placed() {
        return placed;
    }

    /** How many of them are a user's. */
    public int placedBy(String userId) {
        return (int) placed.stream()
                .filter(order -> userId.equals(order.cart().head().userId()))
                .count();
    }

    private static boolean isPlain(NewOrder order) {
        return order.notes().equals(OrderNotes.NONE) && order.payments().isEmpty();
    }

    private static boolean isPlain(NewOrder.Item item) {
        return item.row().metadata().isEmpty();
    }

    private static String applied(List<RuleOutcome> explanation) {
        return OutcomesJson.write(OrderRow.applied(explanation));
    }
}
