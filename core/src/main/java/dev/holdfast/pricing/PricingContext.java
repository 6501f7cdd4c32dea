package dev.holdfast.pricing;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who buys, and with what.
 *
 * @param currency the currency of all lines
 * @param userId null when not known
 * @param userTier such as {@code gold}, null for none
 * @param promoCodes as the buyer typed them; codes are compared without regard to case
 */
public record PricingContext(
        Currency currency,
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes) {
    /** Copies the codes. */
    public PricingContext {
        promoCodes = List.copyOf(promoCodes);
    }

    /** A buyer of whom nothing is known. */
    public static PricingContext anonymous(Currency currency) {
        return new PricingContext(currency, null, null, List.of());
    }
}
