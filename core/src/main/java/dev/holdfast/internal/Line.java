package dev.holdfast.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code cart_items}, with the names that are shown with it. */
public record Line(
        int id,
        StockKey key,
        long productId,
        @Nullable String category,
        int quantity,
        long unitPrice,
        Instant reservedSince,
        Instant reservedUntil,
        String sku,
        String name) {

    /** Whether the reservation has ended. */
    public boolean isExpired(Instant now) {
        return !reservedUntil.isAfter(now);
    }

    /** The same, holding another number of units until another time. */
    public Line holding(int newQuantity, Instant until) {
        return new Line(id, key, productId, category, newQuantity, unitPrice, reservedSince, until, sku, name);
    }

    /** What is left of it when its reservation has ended. */
    public ExpiredLine expire() {
        return new ExpiredLine(id, key, quantity, reservedUntil, sku, name);
    }
}
