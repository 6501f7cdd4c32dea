package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.checkout.Checkout;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.OutcomesJson;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Orders, as they were placed. Thread-safe.
 *
 * @see Checkout
 */
public final class Orders {
    private static final String ORDERS = """
            with wanted as materialized (select * from #orders o where %s)
            select o.id as order_id, o.number, o.cart_id, o.user_id, o.status, o.currency, o.subtotal as order_subtotal,
                   o.charge_total, o.discount_total, o.total as order_total, o.explanation as order_explanation, o.placed_at,
                   i.kind, i.id, i.variant_id, i.code, i.sku, i.name, i.quantity, i.unit_price, i.subtotal, i.discount,
                   i.total, i.gift_rule, i.explanation
            from wanted o cross join lateral (
              select 'item' as kind, n.id, n.variant_id, null as code, n.sku, n.name, n.quantity, n.unit_price,
                     n.subtotal, n.discount, n.total, n.gift_rule, n.explanation
              from #order_items n where n.order_id = o.id
              union all
              select 'charge', null, null, n.code, null, n.name, null, null, n.amount, n.discount, n.total, null,
                     n.explanation
              from #order_charges n where n.order_id = o.id) as i
            order by o.id desc, i.id, i.code collate "C"
            """;

    private final Database database;
    private final String one;
    private final String many;

    /** For {@link dev.holdfast.Holdfast}. */
    public Orders(Database database) {
        this.database = database;
        this.one = database.sql(ORDERS.formatted("o.id = :id"));
        this.many = database.sql(ORDERS.formatted("""
                o.id < :before
                and (cast(:user_id as text) is null or o.user_id = :user_id)
                and (cast(:status as text) is null or o.status = :status)
                and (cast(:cart_id as bigint) is null or o.cart_id = :cart_id)
                order by o.id desc limit :limit"""));
    }

    /**
     * An order.
     *
     * @throws NotFoundException if there is none
     */
    public Order get(long orderId) {
        return database.read(handle -> read(handle.createQuery(one).bind("id", orderId))).stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException("order", "order_id", orderId));
    }

    /** Orders, newest first. */
    public Page<Order> list(OrderFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filter(checks, "/user_id", filter.userId());
        checks.throwIfAny();
        long before = Paging.before(page);
        List<Order> rows = database.read(handle -> read(handle.createQuery(many)
                .bind("before", before)
                .bind("user_id", filter.userId())
                .bind("status", status(filter.status()))
                .bind("cart_id", filter.cartId())
                .bind("limit", page.limit() + 1)));
        return Paging.page(rows, page, Order::id, order -> order);
    }

    private static @Nullable String status(@Nullable OrderStatus status) {
        return status == null ? null : status.word();
    }

    private static List<Order> read(Query query) {
        return query.execute((executed, context) -> {
            Map<Long, Order> orders = new LinkedHashMap<>();
            Map<Long, List<OrderItem>> items = new LinkedHashMap<>();
            Map<Long, List<OrderCharge>> charges = new LinkedHashMap<>();
            try (ResultSet row = executed.get().getResultSet()) {
                while (row.next()) {
                    long id = row.getLong("order_id");
                    if (!orders.containsKey(id)) {
                        orders.put(id, order(row));
                    }
                    Currency currency = orders.get(id).currency();
                    if (row.getString("kind").equals("charge")) {
                        charges.computeIfAbsent(id, none -> new ArrayList<>()).add(charge(row, currency));
                    } else {
                        items.computeIfAbsent(id, none -> new ArrayList<>()).add(item(row, currency));
                    }
                }
            }
            return orders.values().stream()
                    .map(order -> order.withContents(
                            items.getOrDefault(order.id(), List.of()), charges.getOrDefault(order.id(), List.of())))
                    .toList();
        });
    }

    private static Order order(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        Instant placedAt = Rows.instant(row, "placed_at");
        return new Order(
                row.getLong("order_id"),
                row.getString("number"),
                row.getLong("cart_id"),
                row.getString("user_id"),
                OrderStatus.of(row.getString("status")),
                currency,
                List.of(),
                List.of(),
                new Money(row.getLong("order_subtotal"), currency),
                new Money(row.getLong("charge_total"), currency),
                new Money(row.getLong("discount_total"), currency),
                new Money(row.getLong("order_total"), currency),
                OutcomesJson.read(row.getString("order_explanation")),
                placedAt);
    }

    private static OrderItem item(ResultSet row, Currency currency) throws SQLException {
        return new OrderItem(
                row.getInt("id"),
                row.getLong("variant_id"),
                row.getString("sku"),
                row.getString("name"),
                row.getInt("quantity"),
                new Money(row.getLong("unit_price"), currency),
                new Money(row.getLong("subtotal"), currency),
                new Money(row.getLong("discount"), currency),
                new Money(row.getLong("total"), currency),
                row.getString("gift_rule"),
                OutcomesJson.read(row.getString("explanation")));
    }

    private static OrderCharge charge(ResultSet row, Currency currency) throws SQLException {
        return new OrderCharge(
                row.getString("code"),
                row.getString("name"),
                new Money(row.getLong("subtotal"), currency),
                new Money(row.getLong("discount"), currency),
                new Money(row.getLong("total"), currency),
                OutcomesJson.read(row.getString("explanation")));
    }
}
