package dev.holdfast.pricing;

import dev.holdfast.Money;
import org.jspecify.annotations.Nullable;

/**
 * A line to be priced.
 *
 * @param id tells it from the other lines of the quote; ties are broken by it
 * @param variantId the variant
 * @param productId its product
 * @param category its product's category path, null when it has none
 * @param quantity 1 or more
 * @param unitPrice what a unit costs before any rule, in the currency of the quote
 */
public record QuoteLine(
        long id, long variantId, long productId, @Nullable String category, int quantity, Money unitPrice) {}
