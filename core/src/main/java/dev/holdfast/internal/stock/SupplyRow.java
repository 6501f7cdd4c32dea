package dev.holdfast.internal.stock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a counter is sold, and what is there.
 *
 * @param preorderLimit null for no preorder, and so is its time
 * @param heldQuantity units that are held of those on hand, by expired items as well
 * @param backorderedQuantity units that are held and not on hand, without expired items and overdue orders
 */
public record SupplyRow(
        long variantId,
        int locationId,
        int safetyStock,
        int backorderLimit,
        @Nullable Integer preorderLimit,
        @Nullable Instant preorderAvailableAt,
        boolean tracked,
        @Nullable Integer reorderPoint,
        int stockQuantity,
        int heldQuantity,
        int backorderedQuantity) {
    /** What a caller can set of it. */
    public SupplyState state() {
        return new SupplyState(
                variantId,
                locationId,
                safetyStock,
                backorderLimit,
                preorderLimit,
                preorderAvailableAt,
                tracked,
                reorderPoint);
    }
}
