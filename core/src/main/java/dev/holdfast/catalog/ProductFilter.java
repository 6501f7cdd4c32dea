package dev.holdfast.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Which products are wanted; what is null does not matter.
 *
 * @param handle exactly this handle
 * @param category this path and all below it
 * @param query text that occurs in the name or the handle, in any case
 */
public record ProductFilter(
        @Nullable String handle,
        @Nullable String category,
        @Nullable String query) {
    /** All of them. */
    public static ProductFilter all() {
        return new ProductFilter(null, null, null);
    }
}
