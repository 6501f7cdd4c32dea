package dev.holdfast.pricing;

import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.QuoteCharge;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be priced without holding it.
 *
 * @param lines 1 to {@value PriceEngine#MAX_LINES}; a variant may be there more than once
 * @param currency of the quote, null for that of the first line
 * @param userId null when not known
 * @param userTier such as {@code gold}, null for none
 * @param promoCodes up to 10, each up to 100 characters
 * @param charges what it costs besides, up to {@value PriceEngine#MAX_CHARGES}, each with a code of its own
 * @param ordersPlaced how many orders the buyer has placed before, null when not known
 * @param attributes what else rules may ask for, such as {@code channel}
 * @param policy the arithmetic, null for the shop's
 */
public record QuoteRequest(
        List<Line> lines,
        @Nullable Currency currency,
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes,
        List<QuoteCharge> charges,
        @Nullable Integer ordersPlaced,
        Map<String, String> attributes,
        @Nullable PricingPolicy policy) {
    /** Copies the collections. */
    public QuoteRequest {
        lines = List.copyOf(lines);
        promoCodes = List.copyOf(promoCodes);
        charges = List.copyOf(charges);
        attributes = Map.copyOf(attributes);
    }

    /** Lines alone, by the policy of the shop. */
    public QuoteRequest(
            List<Line> lines,
            @Nullable Currency currency,
            @Nullable String userId,
            @Nullable String userTier,
            List<String> promoCodes) {
        this(lines, currency, userId, userTier, promoCodes, List.of(), null, Map.of(), null);
    }

    /**
     * So many units of a variant.
     *
     * @param quantity 1 to {@value PriceEngine#MAX_QUANTITY}
     */
    public record Line(long variantId, int quantity) {}

    /** For a buyer of whom nothing is known. */
    public static QuoteRequest of(List<Line> lines) {
        return new QuoteRequest(lines, null, null, null, List.of());
    }
}
