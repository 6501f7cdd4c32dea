package dev.holdfast.checkout;

import dev.holdfast.ConflictException;

/** The cart is empty. */
public final class CartEmptyException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public CartEmptyException(long cartId) {
        super("cart_empty", "cart " + cartId + " is empty", null, "cart_id", cartId);
    }
}
