package dev.holdfast.cart;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of a cart.
 *
 * @param id tells it from the other lines of its cart; it stays the same until the line is removed
 * @param variantId what is held
 * @param productId its product
 * @param sku its SKU
 * @param name its name for people
 * @param quantity units held
 * @param unitPrice what a unit cost, before any rule, when the line was put
 * @param subtotal quantity times unit price
 * @param discount what the rules took off this line, its share of order rules included
 * @param total subtotal less discount
 * @param reservedUntil when the reservation ends; null when the cart was checked out
 * @param giftRule the code of the rule that gives it, at no charge; null for what the buyer chose
 * @param explanation the rules that were looked at for this line
 */
public record CartItem(
        int id,
        long variantId,
        long productId,
        String sku,
        String name,
        int quantity,
        Money unitPrice,
        Money subtotal,
        Money discount,
        Money total,
        @Nullable Instant reservedUntil,
        @Nullable String giftRule,
        List<RuleOutcome> explanation) {
    /** Copies the list. */
    public CartItem {
        explanation = List.copyOf(explanation);
    }
}
