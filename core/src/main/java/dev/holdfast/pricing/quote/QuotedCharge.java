package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import java.util.List;

/**
 * A charge with its price.
 *
 * @param charge the charge that was priced
 * @param discount what charge rules took off it
 * @param total the amount less the discount, never below zero
 * @param explanation what each rule that looked at this charge did, in order
 */
public record QuotedCharge(QuoteCharge charge, Money discount, Money total, List<RuleOutcome> explanation) {
    /** Copies the list. */
    public QuotedCharge {
        explanation = List.copyOf(explanation);
    }
}
