package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.rule.RuleItem;
import org.jspecify.annotations.Nullable;

/**
 * An item to be priced.
 *
 * @param id the id of the item, unique within the quote; it never affects a total
 * @param variantId the variant; ties between items are broken by it
 * @param productId the variant's product
 * @param category the category path of the product, null if it has none
 * @param quantity the number of units, 1 or more
 * @param unitPrice the price of a unit before any rule, in the currency of the quote
 * @param minUnitPrice the lowest price of a unit that rules may leave, null for no bound
 * @param giftOf the code of the rule that gives the item away, null if the buyer chose it; other rules ignore gifts
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
    /** An item that the buyer chose, without a lowest price. */
    public QuoteItem(
            long id, long variantId, long productId, @Nullable String category, int quantity, Money unitPrice) {
        this(id, variantId, productId, category, quantity, unitPrice, null, null);
    }
}
