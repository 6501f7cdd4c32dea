package dev.holdfast.pricing;

import dev.holdfast.Limits;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.QuoteCharge;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be priced without holding it.
 *
 * @param lines 1 to {@value Limits#ITEMS_PER_QUOTE}; a variant may be there more than once
 * @param currency of the quote, null for that of the first line
 * @param userId null when not known
 * @param userTier such as {@code gold}, null for none
 * @param promoCodes up to 10, each up to 100 characters
 * @param charges what it costs besides, up to {@value Limits#CHARGES}, each with a code of its own
 * @param ordersPlaced how many orders the buyer has placed before, null when not known
 * @param attributes what else rules may ask for, such as {@code channel}
 * @param policy the arithmetic, null for the shop's
 */
public record QuoteRequest(
        List<Item> items,
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
        items = List.copyOf(items);
        promoCodes = List.copyOf(promoCodes);
        charges = List.copyOf(charges);
        attributes = Map.copyOf(attributes);
    }

    /** Lines alone, by the policy of the shop. */
    public QuoteRequest(
            List<Item> items,
            @Nullable Currency currency,
            @Nullable String userId,
            @Nullable String userTier,
            List<String> promoCodes) {
        this(items, currency, userId, userTier, promoCodes, List.of(), null, Map.of(), null);
    }

    /**
     * So many units of a variant.
     *
     * @param quantity 1 to {@value Limits#QUANTITY}
     */
    public record Item(long variantId, int quantity) {}

    /** For a buyer of whom nothing is known. */
    public static QuoteRequest of(List<Item> items) {
        return new QuoteRequest(items, null, null, null, List.of());
    }
}
