package dev.holdfast.internal.stock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code backorders}: units of an item of an order that wait for stock.
 *
 * @param orderId negative until the order has its id
 * @param quantity at least 1
 * @param availableAt when they are there, as it was promised; null if nobody knows
 */
public record BackorderRow(
        long orderId,
        int itemId,
        StockKey key,
        int quantity,
        @Nullable Instant availableAt) {
    BackorderRow with(int units) {
        return new BackorderRow(orderId, itemId, key, units, availableAt);
    }
}
