package dev.holdfast.cart;

import dev.holdfast.ConflictException;

/** The cart has as many items as a cart can have; expired items count until they are removed. */
public final class CartFullException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public CartFullException(long cartId, int limit) {
        super(
                "cart_full",
                "cart " + cartId + " has " + limit + " items, the most that it can have",
                null,
                "cart_id",
                cartId,
                "limit",
                limit);
    }
}
