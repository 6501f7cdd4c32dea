package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.List;

/**
 * A price and its explanation. Immutable.
 *
 * @param bookToken the {@linkplain dev.holdfast.pricing.book.RuleBook#token() rule book} that the price is based on
 * @param policy the {@linkplain PricingPolicy#name() pricing policy} that the price is based on
 * @param pricedAt the moment for which time windows and schedules were checked
 * @param items the items in order of their ids, each with its own explanation
 * @param charges the charges in order of their codes, each with its own explanation
 * @param gifts the gifts that the cart has earned, empty for none
 * @param subtotal the sum of the items before any rule
 * @param chargeTotal the sum of the charges before any rule
 * @param discountTotal what the rules took off items and charges
 * @param total the amount to be paid: the sum of the totals of items and charges
 * @param searchedAll false if the policy asks for the best combination of rules and there were too many to try all; the
 *     total is then that of the best combination that was found, never above the total by priority or with any single
 *     rule
 * @param explanation what happened with each order rule that was looked at, each rule whose promo code was given but
 *     that selects nothing, and each unknown promo code, in order
 */
public record Quote(
        long bookToken,
        String policy,
        Instant pricedAt,
        List<QuotedItem> items,
        List<QuotedCharge> charges,
        List<GiftOffer> gifts,
        Money subtotal,
        Money chargeTotal,
        Money discountTotal,
        Money total,
        boolean searchedAll,
        List<RuleOutcome> explanation) {
    /** Copies the lists. */
    public Quote {
        items = List.copyOf(items);
        charges = List.copyOf(charges);
        gifts = List.copyOf(gifts);
        explanation = List.copyOf(explanation);
    }
}
