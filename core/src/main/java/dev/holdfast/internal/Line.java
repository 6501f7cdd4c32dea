package dev.holdfast.internal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code cart_items}, with the names that are shown with it.
 *
 * @param giftRule the code of the rule that gives it, null for what the buyer chose
 */
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
        String name,
        @Nullable String giftRule) {

    /** Whether the reservation has ended. */
    public boolean isExpired(Instant now) {
        return !reservedUntil.isAfter(now);
    }

    /** Whether it is given away. */
    public boolean isGift() {
        return giftRule != null;
    }

    /** The same, holding another number of units until another time. */
    public Line holding(int newQuantity, Instant until) {
        return new Line(
                id, key, productId, category, newQuantity, unitPrice, reservedSince, until, sku, name, giftRule);
    }

    /** What is left of it when its reservation has ended. */
    public ExpiredLine expire() {
        return new ExpiredLine(id, key, quantity, reservedUntil, sku, name);
    }
}
