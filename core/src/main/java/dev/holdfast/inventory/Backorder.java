package dev.holdfast.inventory;

import dev.holdfast.internal.stock.BackorderListing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Units of an order that wait for stock.
 *
 * @param orderId the order
 * @param itemId the item of the order
 * @param variantId the variant
 * @param sku the SKU of the variant
 * @param location the code of the location whose stock they wait for
 * @param quantity the units, 1 or more
 * @param placedAt when the order was placed
 * @param availableAt when they are there, as it was promised to the buyer of preordered units; null for backordered ones
 */
public record Backorder(
        long orderId,
        int itemId,
        long variantId,
        String sku,
        String location,
        int quantity,
        Instant placedAt,
        @Nullable Instant availableAt) {
    static Backorder of(BackorderListing row) {
        return new Backorder(
                row.orderId(),
                row.itemId(),
                row.variantId(),
                row.sku(),
                row.location(),
                row.quantity(),
                row.placedAt(),
                row.availableAt());
    }
}
