package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.rule.RuleItem;
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
 * @param minUnitPrice below this no rule takes the price of a unit, null for no such bound
 * @param giftOf the code of the rule that gives it, null for what the buyer chose; no other rule sees a gift
 */
public record QuoteItem(
        long id,
        long variantId,
        long productId,
        @Nullable String category,
        int quantity,
        Money unitPrice,
        @Nullable Money minUnitPrice,
        @Nullable String giftOf)
        implements RuleItem {
    /** A line that the buyer chose, and that may cost nothing. */
    public QuoteItem(
            long id, long variantId, long productId, @Nullable String category, int quantity, Money unitPrice) {
        this(id, variantId, productId, category, quantity, unitPrice, null, null);
    }
}
