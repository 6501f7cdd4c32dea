package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.List;

/**
 * A price and the reasons for it.
 *
 * @param bookToken the rule book that gave it
 * @param policy the pricing policy that gave it, see {@link PricingPolicy#name()}
 * @param pricedAt the moment that rules with a time window were held against
 * @param lines the lines by id, each with its own explanation
 * @param charges the charges by code, each with its own explanation
 * @param gifts what the cart has earned as gifts
 * @param subtotal the sum of the lines before any rule
 * @param chargeTotal the sum of the charges before any rule
 * @param discountTotal what the rules took off lines and charges
 * @param total what is to be paid: the sum of the lines' and charges' totals
 * @param searchedAll false when the policy is the best for the customer and there were too many combinations to try
 *     all of them: the price is then that of the best one that was tried, which is never above that by priority
 * @param explanation each order rule that was looked at, rules with a promo code that select nothing, and promo codes
 *     that no rule knows, in order
 */
public record Quote(
        long bookToken,
        String policy,
        Instant pricedAt,
        List<QuotedItem> items,
        List<QuotedCharge> charges,
        List<GiftOffer> gifts,
        Money subtotal,
        Money chargeTotal,
        Money discountTotal,
        Money total,
        boolean searchedAll,
        List<RuleOutcome> explanation) {
    /** Copies the lists. */
    public Quote {
        items = List.copyOf(items);
        charges = List.copyOf(charges);
        gifts = List.copyOf(gifts);
        explanation = List.copyOf(explanation);
    }
}
