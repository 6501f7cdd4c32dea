package dev.holdfast.pricing.quote;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.pricing.book.RuleBook;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prices lines by a book of rules, and says why.
 *
 * <p>A pure function: the same arguments give the same quote, nothing is read and nothing is kept. Item rules come
 * first, line by line; then order rules, on what those left. Within each, rules are evaluated by priority and then by
 * code. The order in which lines and rules are given does not matter.
 *
 * @see Quote
 * @see RuleBook
 */
public final class PriceEngine {
    private PriceEngine() {}

    /**
     * Prices lines.
     *
     * @param book the rules
     * @param lines at most {@value Limits#ITEMS_PER_QUOTE}, in any order, of the currency of the context, each with an id of its
     *     own
     * @param context who buys, and with what
     * @param policy the arithmetic
     * @param at the moment that rules with a time window are held against
     * @throws IllegalArgumentException if a line is out of bounds
     */
    public static Quote quote(
            RuleBook book, List<QuoteItem> items, PricingContext context, PricingPolicy policy, Instant at) {
        return quote(book, items, List.of(), context, policy, at);
    }

    /**
     * Prices lines and charges.
     *
     * @param book the rules
     * @param lines as above
     * @param charges at most {@value Limits#CHARGES}, in any order, each with a code of its own
     * @param context who buys, and with what
     * @param policy the arithmetic
     * @param at the moment that rules with a time window are held against
     * @throws IllegalArgumentException if a line or a charge is out of bounds
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
            throw new IllegalArgumentException("charges: " + charges.size() + " are more than " + Limits.CHARGES);
        }
        if (charges.isEmpty()) {
            return;
        }
        Set<String> codes = new HashSet<>();
        for (QuoteCharge charge : charges) {
            if (!codes.add(charge.code())) {
                throw new IllegalArgumentException("charges: the code " + charge.code() + " is there twice");
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
            throw new IllegalArgumentException("lines: " + items.size() + " are more than " + Limits.ITEMS_PER_QUOTE);
        }
        requireDistinct(items);
        for (QuoteItem item : items) {
            if (item.quantity() < 1 || item.quantity() > Limits.QUANTITY) {
                throw new IllegalArgumentException(
                        "lines: the quantity " + item.quantity() + " is not between 1 and " + Limits.QUANTITY);
            }
            checkPrice("lines", item.unitPrice(), context);
            if (item.minUnitPrice() != null) {
                checkPrice("lines", item.minUnitPrice(), context);
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
                throw new IllegalArgumentException("lines: the id " + item.id() + " is there twice");
            }
        }
    }
}
