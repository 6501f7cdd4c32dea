package dev.holdfast.cart;

import dev.holdfast.ConflictException;

/** The cart has as many lines as a cart can have. */
public final class CartFullException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public CartFullException(long cartId, int limit) {
        super(
                "cart_full",
                "cart " + cartId + " has " + limit + " lines, and cannot have more",
                null,
                "cart_id",
                cartId,
                "limit",
                limit);
    }
}
