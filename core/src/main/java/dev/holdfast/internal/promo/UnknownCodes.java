package dev.holdfast.internal.promo;

import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.spi.HoldfastListener;
import java.util.Collection;
import java.util.List;

/** Counts promo codes that a caller tried and that do not exist for buyers. */
public final class UnknownCodes {
    private UnknownCodes() {}

    /**
     * Tells a listener how many there are, if any.
     *
     * @param tried the codes that the caller gave now; those that the cart had before do not count again
     * @param explanation of the price with these codes
     */
    public static void tell(HoldfastListener listener, Collection<String> tried, List<RuleOutcome> explanation) {
        if (tried.isEmpty()) {
            return;
        }
        int unknown = (int) explanation.stream()
                .filter(outcome -> outcome.reason() != null && RuleOutcome.UNKNOWN_TO_BUYERS.contains(outcome.reason()))
                .filter(outcome -> tried.stream().anyMatch(outcome.rule()::equalsIgnoreCase))
                .count();
        if (unknown > 0) {
            listener.promoCodesUnknown(unknown);
        }
    }
}
