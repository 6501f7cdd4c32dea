package dev.holdfast.internal.stock;

import java.time.Instant;

/**
 * Units of an order that wait for stock, with the names that are shown with them.
 *
 * @param sku the SKU of the variant
 * @param location the code of the location
 */
public record BackorderListing(
        long orderId,
        int itemId,
        long variantId,
        String sku,
        int locationId,
        String location,
        int quantity,
        Instant placedAt) {
    /** Its place in the list. */
    public BackorderList.Place place() {
        return new BackorderList.Place(orderId, itemId, locationId);
    }
}
