package dev.holdfast.internal.cart;

import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code expired_items}, with the names that are shown with it.
 *
 * @param reservedSince when its reservation had begun; null if that is not known
 */
public record ExpiredItemRow(
        int id,
        StockKey key,
        int quantity,
        @Nullable Instant reservedSince,
        Instant expiredAt,
        String sku,
        String name,
        Map<String, Object> metadata) {

    /** The variant. */
    public long variantId() {
        return key.variantId();
    }

    /** The item with more units, which another of its counters had held. */
    public ExpiredItemRow and(ExpiredItemRow more) {
        return of(quantity + more.quantity);
    }

    /** The item with another quantity. */
    public ExpiredItemRow of(int otherQuantity) {
        return new ExpiredItemRow(id, key, otherQuantity, reservedSince, expiredAt, sku, name, metadata);
    }

    /** The item with other metadata. */
    public ExpiredItemRow with(Map<String, Object> otherMetadata) {
        return new ExpiredItemRow(id, key, quantity, reservedSince, expiredAt, sku, name, otherMetadata);
    }
}
