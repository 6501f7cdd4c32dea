package dev.holdfast.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selects variants; null and what is empty accept any value.
 *
 * @param ids their ids, at most {@value dev.holdfast.Limits#FILTER_VALUES}
 * @param productIds their products, at most {@value dev.holdfast.Limits#FILTER_VALUES}
 * @param skus the exact SKUs, at most {@value dev.holdfast.Limits#FILTER_VALUES}
 * @param query a part of the SKU, the name or the product's name, regardless of case
 * @param productStatus the status of the product; {@link ProductStatus#ACTIVE} selects the variants that are sold
 * @param attributes attributes that they have, by name, at most {@value dev.holdfast.Limits#FILTER_ATTRIBUTES}; numbers
 *     and booleans are written as text
 * @param available true for what can be had now, false for what cannot
 * @param createdFrom the earliest moment at which they were added, included
 * @param createdTo the latest moment at which they were added, excluded
 */
public record VariantFilter(
        List<Long> ids,
        List<Long> productIds,
        List<String> skus,
        @Nullable String query,
        @Nullable ProductStatus productStatus,
        Map<String, String> attributes,
        @Nullable Boolean available,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo) {
    /** Copies the collections. */
    public VariantFilter {
        ids = List.copyOf(ids);
        productIds = List.copyOf(productIds);
        skus = List.copyOf(skus);
        attributes = Map.copyOf(attributes);
    }

    /** Selects by product, SKU, text and status. */
    public VariantFilter(
            @Nullable Long productId,
            @Nullable String sku,
            @Nullable String query,
            @Nullable ProductStatus productStatus) {
        this(
                List.of(),
                productId == null ? List.of() : List.of(productId),
                sku == null ? List.of() : List.of(sku),
                query,
                productStatus,
                Map.of(),
                null,
                null,
                null);
    }

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

    /** Selects the variants of these products. */
    public static VariantFilter ofProducts(List<Long> productIds) {
        return new VariantFilter(List.of(), productIds, List.of(), null, null, Map.of(), null, null, null);
    }

    /** Selects the variants that have one of these ids. */
    public static VariantFilter ofIds(List<Long> ids) {
        return new VariantFilter(ids, List.of(), List.of(), null, null, Map.of(), null, null, null);
    }

    /** Selects the variants that have one of these SKUs. */
    public static VariantFilter ofSkus(List<String> skus) {
        return new VariantFilter(List.of(), List.of(), skus, null, null, Map.of(), null, null, null);
    }

    /** Returns a copy that selects by a part of the SKU or a name; null for any. */
    public VariantFilter withQuery(@Nullable String text) {
        return new VariantFilter(
                ids, productIds, skus, text, productStatus, attributes, available, createdFrom, createdTo);
    }

    /** Returns a copy that selects by the status of the product; null for any. */
    public VariantFilter withProductStatus(@Nullable ProductStatus wanted) {
        return new VariantFilter(ids, productIds, skus, query, wanted, attributes, available, createdFrom, createdTo);
    }

    /** Returns a copy that selects by attributes. */
    public VariantFilter withAttributes(Map<String, String> wanted) {
        return new VariantFilter(
                ids, productIds, skus, query, productStatus, wanted, available, createdFrom, createdTo);
    }

    /** Returns a copy that selects what can be had now, or what cannot; null for both. */
    public VariantFilter withAvailable(@Nullable Boolean wanted) {
        return new VariantFilter(
                ids, productIds, skus, query, productStatus, attributes, wanted, createdFrom, createdTo);
    }

    /** Returns a copy that selects by the time at which they were added; null for any. */
    public VariantFilter withCreated(@Nullable Instant from, @Nullable Instant to) {
        return new VariantFilter(ids, productIds, skus, query, productStatus, attributes, available, from, to);
    }
}
