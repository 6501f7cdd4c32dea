package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import java.util.List;

/**
 * A charge with its price.
 *
 * @param charge what was to be priced
 * @param discount what charge rules took off it
 * @param total amount less discount, never below zero
 * @param explanation each rule that was looked at for this charge, in order
 */
public record QuotedCharge(QuoteCharge charge, Money discount, Money total, List<RuleOutcome> explanation) {
    /** Copies the list. */
    public QuotedCharge {
        explanation = List.copyOf(explanation);
    }
}
