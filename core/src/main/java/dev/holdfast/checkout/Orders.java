package dev.holdfast.checkout;

import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.Database;

/** Orders. Thread-safe. */
public final class Orders {
    private final Database database;

    /** For {@link dev.holdfast.Holdfast}. */
    public Orders(Database database) {
        this.database = database;
    }

    /** An order. */
    public Order get(long orderId) {
        throw new UnsupportedOperationException("" + database);
    }

    /** Orders, newest first. */
    public Page<Order> list(OrderFilter filter, PageRequest page) {
        throw new UnsupportedOperationException();
    }
}
