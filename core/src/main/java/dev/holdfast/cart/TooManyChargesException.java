package dev.holdfast.cart;

import dev.holdfast.ConflictException;

/** The cart has as many charges as a cart can have. */
public final class TooManyChargesException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public TooManyChargesException(long cartId, int limit) {
        super(
                "too_many_charges",
                "cart " + cartId + " has " + limit + " charges, the most that it can have",
                null,
                "cart_id",
                cartId,
                "limit",
                limit);
    }
}
