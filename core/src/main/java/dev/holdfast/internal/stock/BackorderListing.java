package dev.holdfast.internal.stock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Units of an order that wait for stock, with the names that are shown with them.
 *
 * @param sku the SKU of the variant
 * @param location the code of the location
 * @param availableAt when they are there, as it was promised; null if nobody knows
 */
public record BackorderListing(
        long orderId,
        int itemId,
        long variantId,
        String sku,
        int locationId,
        String location,
        int quantity,
        Instant placedAt,
        @Nullable Instant availableAt) {
    /** Its place in the list. */
    public BackorderList.Place place() {
        return new BackorderList.Place(orderId, itemId, locationId);
    }
}
