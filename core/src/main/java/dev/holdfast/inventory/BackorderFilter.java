package dev.holdfast.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Selects units that orders wait for; null accepts any value.
 *
 * @param variantId the variant
 * @param sku the exact SKU of the variant
 * @param orderId the order
 * @param location the code of the location whose stock they wait for
 */
public record BackorderFilter(
        @Nullable Long variantId,
        @Nullable String sku,
        @Nullable Long orderId,
        @Nullable String location) {
    /** All of them. */
    public static BackorderFilter all() {
        return new BackorderFilter(null, null, null, null);
    }

    /** Those of a variant. */
    public static BackorderFilter ofVariant(long variantId) {
        return new BackorderFilter(variantId, null, null, null);
    }

    /** Those of an order. */
    public static BackorderFilter ofOrder(long orderId) {
        return new BackorderFilter(null, null, orderId, null);
    }
}
