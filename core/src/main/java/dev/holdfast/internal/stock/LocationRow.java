package dev.holdfast.internal.stock;

import java.time.Instant;

/** A row of {@code locations}. */
public record LocationRow(
        int id,
        String code,
        String name,
        int priority,
        boolean active,
        boolean sells,
        Instant createdAt,
        Instant updatedAt) {
    /** Whether carts take units from there. */
    public boolean isSoldFrom() {
        return active && sells;
    }

    /** The counter of a variant there. */
    public StockKey key(long variantId) {
        return new StockKey(variantId, id);
    }
}
