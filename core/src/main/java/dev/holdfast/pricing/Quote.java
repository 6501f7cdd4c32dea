package dev.holdfast.pricing;

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
 * @param subtotal the sum of the lines before any rule
 * @param discountTotal what the rules took off
 * @param total what is to be paid: the sum of the lines' totals
 * @param explanation each order rule that was looked at, and promo codes that no rule knows, in order
 */
public record Quote(
        long bookToken,
        String policy,
        Instant pricedAt,
        List<QuotedLine> lines,
        Money subtotal,
        Money discountTotal,
        Money total,
        List<RuleOutcome> explanation) {
    /** Copies the lists. */
    public Quote {
        lines = List.copyOf(lines);
        explanation = List.copyOf(explanation);
    }
}
