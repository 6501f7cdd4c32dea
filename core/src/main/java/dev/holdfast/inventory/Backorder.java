package dev.holdfast.inventory;

import dev.holdfast.internal.stock.BackorderListing;
import java.time.Instant;

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
 */
public record Backorder(
        long orderId, int itemId, long variantId, String sku, String location, int quantity, Instant placedAt) {
    static Backorder of(BackorderListing row) {
        return new Backorder(
                row.orderId(),
                row.itemId(),
                row.variantId(),
                row.sku(),
                row.location(),
                row.quantity(),
                row.placedAt());
    }
}
