package dev.holdfast.order;

import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.checkout.Checkout;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.order.OrderSql;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads orders. Thread-safe.
 *
 * @see Checkout
 */
public final class Orders {
    private final Database database;

    /** For {@link dev.holdfast.Holdfast}. */
    public Orders(Database database) {
        this.database = database;
    }

    /**
     * An order.
     *
     * @throws NotFoundException if there is none
     */
    public Order get(long orderId) {
        return database.read(OrderSql.class, sql -> sql.find(orderId))
                .map(Order::new)
                .orElseThrow(() -> new NotFoundException("order", "order_id", orderId));
    }

    /**
     * Orders, newest first.
     *
     * @throws dev.holdfast.InvalidInputException if the filter's user or the page's cursor is not valid
     */
    public Page<Order> list(OrderFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filter(checks, "/user_id", filter.userId());
        checks.throwIfAny();
        long before = Paging.before(page);
        List<OrderRow> rows = database.read(
                OrderSql.class,
                sql -> sql.list(before, filter.userId(), status(filter.status()), filter.cartId(), page.limit() + 1));
        return Paging.page(rows, page, OrderRow::id, Order::new);
    }

    private static @Nullable String status(@Nullable OrderStatus status) {
        return status == null ? null : status.word();
    }
}
