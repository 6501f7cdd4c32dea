package dev.holdfast.inventory;

import dev.holdfast.ConflictException;

/** More units were asked for than are free, reservations that have expired counted as free. Nothing was changed. */
public final class InsufficientStockException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final long variantId;
    private final int requested;
    private final int available;

    /** For Holdfast's own services. */
    public InsufficientStockException(long variantId, int requested, int available) {
        super(
                "insufficient_stock",
                "variant " + variantId + ": " + requested + " requested, " + available + " available",
                null,
                "variant_id",
                variantId,
                "requested",
                requested,
                "available",
                available);
        this.variantId = variantId;
        this.requested = requested;
        this.available = available;
    }

    /** The variant that is short. */
    public long variantId() {
        return variantId;
    }

    /** How many units were asked for. */
    public int requested() {
        return requested;
    }

    /** How many the caller could have had, those that it holds already included. */
    public int available() {
        return available;
    }
}
