package dev.holdfast.internal.catalog;

import dev.holdfast.internal.stock.LimitsRow;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/**
 * A variant with what it inherits from its product, and its stock over all locations.
 *
 * @param name its own name, or its product's
 * @param ownName null when it has none
 * @param price its own price in minor units, null when it has none
 * @param minPrice in minor units, null when it has none
 * @param basePrice its product's price in minor units
 * @param reservedQuantity without expired reservations, whether or not a sweep has run
 * @param components of a kit, as a JSON list; null for a variant that is no kit
 * @param availableQuantity what the next buyer can have
 */
public record VariantListing(
        long id,
        long productId,
        String sku,
        String name,
        @Nullable String ownName,
        @Nullable Long price,
        @Nullable Long minPrice,
        long basePrice,
        Currency currency,
        Map<String, Object> attributes,
        Map<String, Object> metadata,
        @Nested LimitsRow limits,
        int stockQuantity,
        int reservedQuantity,
        @Nullable String components,
        int availableQuantity,
        String productStatus,
        Instant createdAt,
        Instant updatedAt) {}
