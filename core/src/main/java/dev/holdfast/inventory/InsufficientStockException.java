package dev.holdfast.inventory;

import dev.holdfast.ConflictException;

/** Fewer units are available than were requested; expired reservations count as available. Nothing was changed. */
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

    /** The variant that is short of stock. */
    public long variantId() {
        return variantId;
    }

    /** The units that were requested. */
    public int requested() {
        return requested;
    }

    /** The units that the caller could have had, including those that it already holds. */
    public int available() {
        return available;
    }
}
