package dev.holdfast.cart;

import dev.holdfast.ConflictException;
import org.jspecify.annotations.Nullable;

/** The cart was checked out or deleted, and can no longer be changed. */
public final class CartClosedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final CartStatus status;
    private final @Nullable Long orderId;

    /** For Holdfast's own services. */
    public CartClosedException(long cartId, CartStatus status, @Nullable Long orderId) {
        super(
                "cart_closed",
                "cart " + cartId + " is " + status.word().replace('_', ' ')
                        + (orderId == null ? "" : ", see order " + orderId),
                null,
                facts(cartId, status, orderId));
        this.status = status;
        this.orderId = orderId;
    }

    private static Object[] facts(long cartId, CartStatus status, @Nullable Long orderId) {
        return orderId == null
                ? new Object[] {"cart_id", cartId, "cart_status", status.word()}
                : new Object[] {"cart_id", cartId, "cart_status", status.word(), "order_id", orderId};
    }

    /** Returns how the cart was closed: checked out or deleted. */
    public CartStatus status() {
        return status;
    }

    /** Returns the id of the order that the cart became; null if it was deleted. */
    public @Nullable Long orderId() {
        return orderId;
    }
}
