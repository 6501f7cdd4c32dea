package dev.holdfast.internal.catalog;

import org.jdbi.v3.core.mapper.Nested;

/**
 * A variant, and what all variants of its product amount to.
 *
 * @param variantCount how many there are
 * @param lowest the lowest price, in minor units
 * @param highest the highest price, in minor units
 * @param productAvailableQuantity the units of all of them that can be had now
 */
public record VariantOfProduct(
        @Nested VariantListing variant, int variantCount, long lowest, long highest, long productAvailableQuantity) {}
