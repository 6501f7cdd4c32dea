package dev.holdfast.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Selects products; null accepts any value.
 *
 * @param handle the exact handle
 * @param category the category, or one above it
 * @param query a part of the name or the handle, regardless of case
 * @param status the status
 */
public record ProductFilter(
        @Nullable String handle,
        @Nullable String category,
        @Nullable String query,
        @Nullable ProductStatus status) {
    /** Selects products of any status. */
    public ProductFilter(@Nullable String handle, @Nullable String category, @Nullable String query) {
        this(handle, category, query, null);
    }

    /** Selects all products. */
    public static ProductFilter all() {
        return new ProductFilter(null, null, null);
    }
}
