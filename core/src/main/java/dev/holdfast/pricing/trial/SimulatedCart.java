package dev.holdfast.pricing.trial;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuoteItem;
import java.time.Instant;
import java.util.List;

/**
 * A cart or an order as it was priced, to be priced again by other rules.
 *
 * @param kind what it is, such as {@code order}
 * @param name tells it from others of its kind, such as an order's number
 * @param lines what it holds
 * @param charges what it carries besides
 * @param context who buys
 * @param policy the arithmetic it was priced with
 * @param at the moment that rules with a time window are held against
 * @param total what it cost
 */
public record SimulatedCart(
        String kind,
        String name,
        List<QuoteItem> items,
        List<QuoteCharge> charges,
        PricingContext context,
        PricingPolicy policy,
        Instant at,
        Money total) {
    /** Copies the lists. */
    public SimulatedCart {
        items = List.copyOf(items);
        charges = List.copyOf(charges);
    }
}
