package dev.holdfast.internal.catalog;

import org.jdbi.v3.core.mapper.Nested;

/**
 * A variant that exists.
 *
 * @param stockQuantity units on hand at the location that was asked for
 */
public record KnownVariant(@Nested VariantState state, long productId, int stockQuantity) {}
