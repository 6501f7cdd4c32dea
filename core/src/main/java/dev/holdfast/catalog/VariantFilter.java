package dev.holdfast.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Which variants are wanted; what is null does not matter.
 *
 * @param productId of this product
 * @param sku exactly this SKU
 * @param query text that occurs in the SKU, the name or the product's name, in any case
 */
public record VariantFilter(
        @Nullable Long productId,
        @Nullable String sku,
        @Nullable String query) {
    /** All of them. */
    public static VariantFilter all() {
        return new VariantFilter(null, null, null);
    }

    /** Those of one product. */
    public static VariantFilter ofProduct(long productId) {
        return new VariantFilter(productId, null, null);
    }
}
