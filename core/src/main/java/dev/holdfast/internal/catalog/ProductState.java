package dev.holdfast.internal.catalog;

import dev.holdfast.Money;
import java.util.Map;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/**
 * What a caller can set of a product.
 *
 * @param id null when the product is new
 */
public record ProductState(
        @Nullable Long id,
        String handle,
        String name,
        @Nullable String description,
        @Nested Money basePrice,
        @Nullable String category,
        String status,
        Map<String, Object> metadata) {}
