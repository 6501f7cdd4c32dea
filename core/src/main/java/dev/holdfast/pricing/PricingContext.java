package dev.holdfast.pricing;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who buys, and with what.
 *
 * @param currency the currency of all lines
 * @param userId null when not known
 * @param userTier such as {@code gold}, null for none
 * @param promoCodes as the buyer typed them; codes are compared without regard to case
 * @param ordersPlaced how many orders the buyer has placed before, null when not known
 * @param attributes what else rules may ask for, such as {@code channel}
 */
public record PricingContext(
        Currency currency,
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes,
        @Nullable Integer ordersPlaced,
        Map<String, String> attributes) {
    /** Copies the collections. */
    public PricingContext {
        promoCodes = List.copyOf(promoCodes);
        attributes = Map.copyOf(attributes);
    }

    /** A buyer whose orders are not counted. */
    public PricingContext(
            Currency currency, @Nullable String userId, @Nullable String userTier, List<String> promoCodes) {
        this(currency, userId, userTier, promoCodes, null, Map.of());
    }

    /** A buyer of whom nothing is known. */
    public static PricingContext anonymous(Currency currency) {
        return new PricingContext(currency, null, null, List.of());
    }
}
