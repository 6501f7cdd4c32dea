package dev.holdfast.pricing.quote;

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
 * @param storedCodes those of them that are stored for a rule, and what became of each
 * @param ordersPlaced how many orders the buyer has placed before, null when not known
 * @param attributes what else rules may ask for, such as {@code channel}
 */
public record PricingContext(
        Currency currency,
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes,
        List<StoredCode> storedCodes,
        @Nullable Integer ordersPlaced,
        Map<String, String> attributes) {
    /** Copies the collections. */
    public PricingContext {
        promoCodes = List.copyOf(promoCodes);
        storedCodes = List.copyOf(storedCodes);
        attributes = Map.copyOf(attributes);
    }

    /** A buyer none of whose codes is stored. */
    public PricingContext(
            Currency currency,
            @Nullable String userId,
            @Nullable String userTier,
            List<String> promoCodes,
            @Nullable Integer ordersPlaced,
            Map<String, String> attributes) {
        this(currency, userId, userTier, promoCodes, List.of(), ordersPlaced, attributes);
    }

    /** A buyer whose orders are not counted. */
    public PricingContext(
            Currency currency, @Nullable String userId, @Nullable String userTier, List<String> promoCodes) {
        this(currency, userId, userTier, promoCodes, null, Map.of());
    }

    /** The same buyer, by whose stored codes rules are unlocked or not. */
    public PricingContext with(List<StoredCode> codes) {
        return new PricingContext(currency, userId, userTier, promoCodes, codes, ordersPlaced, attributes);
    }

    /** Another buyer with the same codes. */
    public PricingContext boughtBy(@Nullable String newUserId) {
        return new PricingContext(currency, newUserId, userTier, promoCodes, storedCodes, ordersPlaced, attributes);
    }

    /** A buyer of whom nothing is known. */
    public static PricingContext anonymous(Currency currency) {
        return new PricingContext(currency, null, null, List.of());
    }
}
