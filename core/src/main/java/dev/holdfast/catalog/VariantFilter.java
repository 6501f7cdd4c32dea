package dev.holdfast.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Selects variants; null accepts any value.
 *
 * @param productId the product
 * @param sku the exact SKU
 * @param query a part of the SKU, the name or the product's name, regardless of case
 * @param productStatus the status of the product; {@link ProductStatus#ACTIVE} selects the variants that are sold
 */
public record VariantFilter(
        @Nullable Long productId,
        @Nullable String sku,
        @Nullable String query,
        @Nullable ProductStatus productStatus) {
    /** Selects variants of products of any status. */
    public VariantFilter(@Nullable Long productId, @Nullable String sku, @Nullable String query) {
        this(productId, sku, query, null);
    }

    /** Selects all variants. */
    public static VariantFilter all() {
        return new VariantFilter(null, null, null);
    }

    /** Selects the variants of one product. */
    public static VariantFilter ofProduct(long productId) {
        return new VariantFilter(productId, null, null);
    }
}
