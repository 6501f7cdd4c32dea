package dev.holdfast.pricing;

import dev.holdfast.Limits;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.QuoteCharge;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to price items without reserving them. Immutable.
 *
 * @param items 1 to {@value Limits#ITEMS_PER_QUOTE}; a variant may appear more than once
 * @param currency the currency of the quote, null for that of the first item
 * @param userId the buyer's id, null if unknown
 * @param userTier the buyer's tier, such as {@code gold}; null for none
 * @param promoCodes up to {@value Limits#PROMO_CODES}, each up to {@value Limits#WORD} characters
 * @param charges up to {@value Limits#CHARGES} charges, each with a unique code
 * @param ordersPlaced how many orders the buyer has placed before; null to count those of the shop, if there is a user
 * @param attributes further attributes that rules can ask for, such as {@code channel}; up to {@value Limits#ATTRIBUTES}
 * @param policy the pricing policy, null for that of the shop
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

    /** Items without charges and attributes, by the policy of the shop. */
    public QuoteRequest(
            List<Item> items,
            @Nullable Currency currency,
            @Nullable String userId,
            @Nullable String userTier,
            List<String> promoCodes) {
        this(items, currency, userId, userTier, promoCodes, List.of(), null, Map.of(), null);
    }

    /**
     * An item to price.
     *
     * @param variantId the variant
     * @param quantity the units, 1 to {@value Limits#QUANTITY}
     */
    public record Item(long variantId, int quantity) {}

    /** Items for an unknown buyer. */
    public static QuoteRequest of(List<Item> items) {
        return new QuoteRequest(items, null, null, null, List.of());
    }
}
