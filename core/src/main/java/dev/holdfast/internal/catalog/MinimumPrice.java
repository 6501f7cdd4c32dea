package dev.holdfast.internal.catalog;

/**
 * A minimum price that is above the price of its product, which the variant has because it has none of its own.
 *
 * @param minPrice in minor units
 */
public record MinimumPrice(long productId, String sku, long minPrice) {}
