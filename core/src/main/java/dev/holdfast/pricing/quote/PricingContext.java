package dev.holdfast.pricing.quote;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The buyer and the details of the cart that rules can ask for. Immutable.
 *
 * @param currency the currency of all items
 * @param userId the buyer's id, null if unknown
 * @param userTier the buyer's tier, such as {@code gold}; null for none
 * @param promoCodes the promo codes as typed, compared regardless of letter case
 * @param storedCodes those of the promo codes that are stored for a rule, and the state of each
 * @param ordersPlaced how many orders the buyer has placed before, null if unknown. The first 1,000, and as many as a rule
 *     asks for, are exact; a shop may leave further orders uncounted
 * @param attributes further attributes by name, such as {@code channel}
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

    /** A context without stored promo codes. */
    public PricingContext(
            Currency currency,
            @Nullable String userId,
            @Nullable String userTier,
            List<String> promoCodes,
            @Nullable Integer ordersPlaced,
            Map<String, String> attributes) {
        this(currency, userId, userTier, promoCodes, List.of(), ordersPlaced, attributes);
    }

    /** A context without stored promo codes, attributes and a number of orders. */
    public PricingContext(
            Currency currency, @Nullable String userId, @Nullable String userTier, List<String> promoCodes) {
        this(currency, userId, userTier, promoCodes, null, Map.of());
    }

    /** A copy with stored promo codes. */
    public PricingContext with(List<StoredCode> codes) {
        return new PricingContext(currency, userId, userTier, promoCodes, codes, ordersPlaced, attributes);
    }

    /** A context for an unknown buyer. */
    public static PricingContext anonymous(Currency currency) {
        return new PricingContext(currency, null, null, List.of());
    }
}
