package dev.holdfast.pricing.quote;

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
    /** The most lines of a quote. */
    public static final int MAX_LINES = 500;

    /** The most charges of a quote. */
    public static final int MAX_CHARGES = 50;

    /** The most units of a line. */
    public static final int MAX_QUANTITY = 100_000;

    /** The highest price of a unit, in minor units. With the two above, no sum overflows. */
    public static final long MAX_UNIT_PRICE = 100_000_000_000L;

    private PriceEngine() {}

    /**
     * Prices lines.
     *
     * @param book the rules
     * @param lines at most {@value #MAX_LINES}, in any order, of the currency of the context, each with an id of its
     *     own
     * @param context who buys, and with what
     * @param policy the arithmetic
     * @param at the moment that rules with a time window are held against
     * @throws IllegalArgumentException if a line is out of bounds
     */
    public static Quote quote(
            RuleBook book, List<QuoteItem> lines, PricingContext context, PricingPolicy policy, Instant at) {
        return quote(book, lines, List.of(), context, policy, at);
    }

    /**
     * Prices lines and charges.
     *
     * @param book the rules
     * @param lines as above
     * @param charges at most {@value #MAX_CHARGES}, in any order, each with a code of its own
     * @param context who buys, and with what
     * @param policy the arithmetic
     * @param at the moment that rules with a time window are held against
     * @throws IllegalArgumentException if a line or a charge is out of bounds
     */
    public static Quote quote(
            RuleBook book,
            List<QuoteItem> lines,
            List<QuoteCharge> charges,
            PricingContext context,
            PricingPolicy policy,
            Instant at) {
        check(lines, context);
        checkCharges(charges, context);
        return new Pricing(book, lines, charges, context, policy, at).run();
    }

    private static void checkCharges(List<QuoteCharge> charges, PricingContext context) {
        if (charges.size() > MAX_CHARGES) {
            throw new IllegalArgumentException("charges: " + charges.size() + " are more than " + MAX_CHARGES);
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
        if (price.minor() < 0 || price.minor() > MAX_UNIT_PRICE) {
            throw new IllegalArgumentException(where + ": the price " + price + " is out of bounds");
        }
        if (!price.currency().equals(context.currency())) {
            throw new IllegalArgumentException(where + ": the price " + price + " is not in " + context.currency());
        }
    }

    private static void check(List<QuoteItem> lines, PricingContext context) {
        if (lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("lines: " + lines.size() + " are more than " + MAX_LINES);
        }
        requireDistinct(lines);
        for (QuoteItem line : lines) {
            if (line.quantity() < 1 || line.quantity() > MAX_QUANTITY) {
                throw new IllegalArgumentException(
                        "lines: the quantity " + line.quantity() + " is not between 1 and " + MAX_QUANTITY);
            }
            checkPrice("lines", line.unitPrice(), context);
            if (line.minUnitPrice() != null) {
                checkPrice("lines", line.minUnitPrice(), context);
            }
        }
    }

    private static void requireDistinct(List<QuoteItem> lines) {
        if (lines.size() < 2) {
            return;
        }
        Set<Long> ids = new HashSet<>();
        for (QuoteItem line : lines) {
            if (!ids.add(line.id())) {
                throw new IllegalArgumentException("lines: the id " + line.id() + " is there twice");
            }
        }
    }
}
