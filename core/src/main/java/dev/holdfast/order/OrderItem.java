package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of an order, as it was when it was bought.
 *
 * @param id the id that the line had in the cart
 * @param variantId what was bought
 * @param sku its SKU at that time
 * @param name its name at that time
 * @param quantity units
 * @param unitPrice what a unit cost before any rule
 * @param subtotal quantity times unit price
 * @param discount what the rules took off this line, its share of order rules included
 * @param total subtotal less discount
 * @param giftRule the code of the rule that gave it, at no charge; null for what the buyer chose
 * @param explanation the rules that took something off this line
 */
public record OrderItem(
        int id,
        long variantId,
        String sku,
        String name,
        int quantity,
        Money unitPrice,
        Money subtotal,
        Money discount,
        Money total,
        @Nullable String giftRule,
        List<RuleOutcome> explanation) {
    /** Copies the list. */
    public OrderItem {
        explanation = List.copyOf(explanation);
    }
}
