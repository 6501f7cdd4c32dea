package dev.holdfast.catalog;

import dev.holdfast.Money;

/**
 * The prices of a product's variants before any rule.
 *
 * @param min the lowest
 * @param max the highest, in the same currency
 */
public record PriceRange(Money min, Money max) {}
