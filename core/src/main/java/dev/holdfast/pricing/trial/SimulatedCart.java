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
 * @param kind the kind, such as {@code order}
 * @param name the name, unique among those of the kind, such as an order number
 * @param items the items
 * @param charges the charges, empty for none
 * @param context the buyer and the details of the cart
 * @param policy the pricing policy by which it was priced
 * @param at the moment for which time windows and schedules are checked
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
