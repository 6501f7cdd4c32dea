package dev.holdfast.internal.cart;

import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import java.util.Map;

/** A row of {@code expired_items}, with the names that are shown with it. */
public record ExpiredItemRow(
        int id, StockKey key, int quantity, Instant expiredAt, String sku, String name, Map<String, Object> metadata) {

    /** The item with another quantity. */
    public ExpiredItemRow of(int otherQuantity) {
        return new ExpiredItemRow(id, key, otherQuantity, expiredAt, sku, name, metadata);
    }

    /** The item with other metadata. */
    public ExpiredItemRow with(Map<String, Object> otherMetadata) {
        return new ExpiredItemRow(id, key, quantity, expiredAt, sku, name, otherMetadata);
    }
}
