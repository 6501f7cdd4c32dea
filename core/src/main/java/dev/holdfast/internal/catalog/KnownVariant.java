package dev.holdfast.internal.catalog;

import org.jdbi.v3.core.mapper.Nested;

/** A variant that exists. */
public record KnownVariant(@Nested VariantState state, long productId) {}
