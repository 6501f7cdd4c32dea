package dev.holdfast.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Selects products; null and what is empty accept any value.
 *
 * @param ids their ids, at most {@value dev.holdfast.Limits#FILTER_VALUES}
 * @param handle the exact handle
 * @param category the category, or one above it
 * @param query a part of the name or the handle, regardless of case
 * @param status the status
 * @param attributes attributes that one of its variants has, by name, at most {@value dev.holdfast.Limits#FILTER_ATTRIBUTES};
 *     numbers and booleans are written as text
 * @param available true for products of which a variant, with those attributes, can be had now; false for those of which
 *     none can
 * @param createdFrom the earliest moment at which they were added, included
 * @param createdTo the latest moment at which they were added, excluded
 */
public record ProductFilter(
        List<Long> ids,
        @Nullable String handle,
        @Nullable String category,
        @Nullable String query,
        @Nullable ProductStatus status,
        Map<String, String> attributes,
        @Nullable Boolean available,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo) {
    /** Copies the collections. */
    public ProductFilter {
        ids = List.copyOf(ids);
        attributes = Map.copyOf(attributes);
    }

    /** Selects by handle, category, text and status. */
    public ProductFilter(
            @Nullable String handle,
            @Nullable String category,
            @Nullable String query,
            @Nullable ProductStatus status) {
        this(List.of(), handle, category, query, status, Map.of(), null, null, null);
    }

    /** Selects products of any status. */
    public ProductFilter(@Nullable String handle, @Nullable String category, @Nullable String query) {
        this(handle, category, query, null);
    }

    /** Selects all products. */
    public static ProductFilter all() {
        return new ProductFilter(null, null, null);
    }

    /** Selects the products that have one of these ids. */
    public static ProductFilter ofIds(List<Long> ids) {
        return new ProductFilter(ids, null, null, null, null, Map.of(), null, null, null);
    }

    /** Returns a copy that selects by status; null for any. */
    public ProductFilter withStatus(@Nullable ProductStatus wanted) {
        return new ProductFilter(ids, handle, category, query, wanted, attributes, available, createdFrom, createdTo);
    }

    /** Returns a copy that selects by attributes of variants. */
    public ProductFilter withAttributes(Map<String, String> wanted) {
        return new ProductFilter(ids, handle, category, query, status, wanted, available, createdFrom, createdTo);
    }

    /** Returns a copy that selects what can be had now, or what cannot; null for both. */
    public ProductFilter withAvailable(@Nullable Boolean wanted) {
        return new ProductFilter(ids, handle, category, query, status, attributes, wanted, createdFrom, createdTo);
    }

    /** Returns a copy that selects by the time at which they were added; null for any. */
    public ProductFilter withCreated(@Nullable Instant from, @Nullable Instant to) {
        return new ProductFilter(ids, handle, category, query, status, attributes, available, from, to);
    }
}
