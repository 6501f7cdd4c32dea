package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import java.util.List;

/**
 * A line with its price.
 *
 * @param line what was to be priced
 * @param subtotal quantity times unit price
 * @param discount what item rules took off it, and its share of what order rules took off
 * @param total subtotal less discount, never below zero
 * @param explanation each rule that was looked at for this line, in order
 */
public record QuotedItem(QuoteItem item, Money subtotal, Money discount, Money total, List<RuleOutcome> explanation) {
    /** Copies the list. */
    public QuotedItem {
        explanation = List.copyOf(explanation);
    }
}
