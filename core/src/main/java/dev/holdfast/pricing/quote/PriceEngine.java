package dev.holdfast.pricing.quote;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.pricing.book.RuleBook;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prices items by a book of rules, and explains the price.
 *
 * <p>A pure function: the same arguments always give the same quote. Item rules are applied first, item by item, then
 * order rules to the prices that those leave, and finally charge rules. The rules of each target are evaluated by
 * priority, then by code. The order in which items, charges and rules are given does not matter: where it is a matter of
 * order which item gets a remainder or which of several equal units is chosen, the ids of the variants decide, then what
 * else distinguishes the items. Ids of items decide only between items that are alike.
 *
 * @see Quote
 * @see RuleBook
 */
public final class PriceEngine {
    private PriceEngine() {}

    /**
     * Prices items.
     *
     * @param book the rules
     * @param items at most {@value Limits#ITEMS_PER_QUOTE}, each with a unique id, in the currency of the context
     * @param context the buyer and the details of the cart
     * @param policy how amounts are rounded and rules combined
     * @param at the moment for which time windows and schedules are checked
     * @throws IllegalArgumentException if an item is out of bounds
     */
    public static Quote quote(
            RuleBook book, List<QuoteItem> items, PricingContext context, PricingPolicy policy, Instant at) {
        return quote(book, items, List.of(), context, policy, at);
    }

    /**
     * Prices items and charges.
     *
     * @param book the rules
     * @param items at most {@value Limits#ITEMS_PER_QUOTE}, each with a unique id, in the currency of the context
     * @param charges at most {@value Limits#CHARGES}, each with a unique code, in the currency of the context
     * @param context the buyer and the details of the cart
     * @param policy how amounts are rounded and rules combined
     * @param at the moment for which time windows and schedules are checked
     * @throws IllegalArgumentException if an item or a charge is out of bounds
     */
    public static Quote quote(
            RuleBook book,
            List<QuoteItem> items,
            List<QuoteCharge> charges,
            PricingContext context,
            PricingPolicy policy,
            Instant at) {
        check(items, context);
        checkCharges(charges, context);
        return new Pricing(book, items, charges, context, policy, at).run();
    }

    private static void checkCharges(List<QuoteCharge> charges, PricingContext context) {
        if (charges.size() > Limits.CHARGES) {
            throw new IllegalArgumentException("charges: " + charges.size() + " is more than " + Limits.CHARGES);
        }
        if (charges.isEmpty()) {
            return;
        }
        Set<String> codes = new HashSet<>();
        for (QuoteCharge charge : charges) {
            if (!codes.add(charge.code())) {
                throw new IllegalArgumentException("charges: the code " + charge.code() + " is duplicated");
            }
            checkPrice("charges", charge.amount(), context);
        }
    }

    private static void checkPrice(String where, Money price, PricingContext context) {
        if (price.minor() < 0 || price.minor() > Limits.AMOUNT) {
            throw new IllegalArgumentException(where + ": the price " + price + " is out of bounds");
        }
        if (!price.currency().equals(context.currency())) {
            throw new IllegalArgumentException(where + ": the price " + price + " is not in " + context.currency());
        }
    }

    private static void check(List<QuoteItem> items, PricingContext context) {
        if (items.size() > Limits.ITEMS_PER_QUOTE) {
            throw new IllegalArgumentException("items: " + items.size() + " is more than " + Limits.ITEMS_PER_QUOTE);
        }
        requireDistinct(items);
        for (QuoteItem item : items) {
            if (item.quantity() < 1 || item.quantity() > Limits.QUANTITY) {
                throw new IllegalArgumentException(
                        "items: the quantity " + item.quantity() + " is not between 1 and " + Limits.QUANTITY);
            }
            checkPrice("items", item.unitPrice(), context);
            if (item.minUnitPrice() != null) {
                checkPrice("items", item.minUnitPrice(), context);
            }
        }
    }

    private static void requireDistinct(List<QuoteItem> items) {
        if (items.size() < 2) {
            return;
        }
        Set<Long> ids = new HashSet<>();
        for (QuoteItem item : items) {
            if (!ids.add(item.id())) {
                throw new IllegalArgumentException("items: the id " + item.id() + " is duplicated");
            }
        }
    }
}
