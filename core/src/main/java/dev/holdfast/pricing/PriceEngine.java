package dev.holdfast.pricing;

import java.time.Instant;
import java.util.List;

/** Prices lines. */
public final class PriceEngine {
    private PriceEngine() {}

    /** Prices lines by a book. */
    public static Quote quote(
            RuleBook book, List<QuoteLine> lines, PricingContext context, PricingPolicy policy, Instant at) {
        throw new UnsupportedOperationException("quote of " + lines.size() + context + policy + at + book);
    }
}
