package dev.holdfast.internal.catalog;

import dev.holdfast.internal.stock.LimitsRow;
import java.util.Map;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a variant that a caller can set, without its stock.
 *
 * @param id null when the variant is new
 * @param name null when the variant has its product's name
 * @param price in minor units, null when the variant has its product's price
 * @param minPrice in minor units, null for none
 */
public record VariantState(
        @Nullable Long id,
        String sku,
        @Nullable String name,
        @Nullable Long price,
        @Nullable Long minPrice,
        Map<String, Object> attributes,
        Map<String, Object> metadata,
        @Nested LimitsRow limits) {}
