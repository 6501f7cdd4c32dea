package dev.holdfast.order;

import dev.holdfast.ConflictException;

/** The order was cancelled as a whole, so that nothing of it can be cancelled, fulfilled or returned. */
public final class OrderCancelledException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    OrderCancelledException(long orderId) {
        super("order_cancelled", "order " + orderId + " is cancelled", null, "order_id", orderId);
    }
}
