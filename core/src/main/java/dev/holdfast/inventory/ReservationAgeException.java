package dev.holdfast.inventory;

import dev.holdfast.ConflictException;
import java.time.Instant;

/**
 * The item has been reserved by its cart for as long as a reservation can last, and has expired. The cart can reserve the
 * variant again once its units have been free for one reservation time. Nothing was changed.
 */
public final class ReservationAgeException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final Instant possibleFrom;

    /** For Holdfast's own services. */
    public ReservationAgeException(
            long cartId, int itemId, long variantId, Instant reservedSince, Instant expiredAt, Instant possibleFrom) {
        super(
                "reservation_age",
                "item " + itemId + " of cart " + cartId + " was reserved from " + reservedSince + " to " + expiredAt
                        + ", as long as it can be; it can be put again from " + possibleFrom + " on",
                null,
                "cart_id",
                cartId,
                "item_id",
                itemId,
                "variant_id",
                variantId,
                "reserved_since",
                reservedSince,
                "expired_at",
                expiredAt,
                "possible_from",
                possibleFrom);
        this.possibleFrom = possibleFrom;
    }

    /** From when on the item can be put again. */
    public Instant possibleFrom() {
        return possibleFrom;
    }
}
