package dev.holdfast.pricing.trial;

import dev.holdfast.Money;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices carts again by other rules, one by one, and sums up the differences. It keeps only sums and the largest changes,
 * so any number of carts can be added. Not thread-safe.
 */
public final class Simulation {
    private static final Comparator<SimulationReport.Change> BY_SIZE = Comparator.comparingLong(
                    (SimulationReport.Change change) ->
                            Math.abs(change.difference().minor()))
            .thenComparing(SimulationReport.Change::name, Comparator.reverseOrder())
            .thenComparing(SimulationReport.Change::kind, Comparator.reverseOrder());

    private final RuleBook book;
    private final @Nullable PricingPolicy policy;
    private final Map<String, Sums> sums = new TreeMap<>();
    private long priced;

    /**
     * A simulation of a book of rules.
     *
     * @param book the rules
     * @param policy the pricing policy, null for the one that each cart was priced with
     */
    public Simulation(RuleBook book, @Nullable PricingPolicy policy) {
        this.book = book;
        this.policy = policy;
    }

    /**
     * A simulation of the rules that a request asks for.
     *
     * @param request the rules to simulate; its period is ignored
     * @param current the current revisions of the shop's rules by code, without archived ones
     * @throws dev.holdfast.InvalidInputException if a draft does not exist
     */
    public static Simulation of(SimulationRequest request, Map<String, RuleRevision> current) {
        return new Simulation(DraftBook.of(current, request), request.policy());
    }

    /**
     * Prices a cart and adds the difference.
     *
     * @throws IllegalArgumentException if the cart is out of the bounds of {@link PriceEngine}
     */
    public void add(SimulatedCart cart) {
        Quote quote = Repricing.quote(
                book, cart.items(), cart.charges(), cart.context(), policy == null ? cart.policy() : policy, cart.at());
        long total = quote.total().minor();
        priced++;
        sums.computeIfAbsent(
                        cart.total().currency().getCurrencyCode(),
                        code -> new Sums(cart.total().currency()))
                .add(cart, total);
    }

    /** The number of carts priced so far. */
    public long priced() {
        return priced;
    }

    /** The result for all carts added so far. */
    public SimulationReport report() {
        return new SimulationReport(
                priced, sums.values().stream().map(Sums::effect).toList());
    }

    private static final class Sums {
        private final Currency currency;
        private final PriorityQueue<SimulationReport.Change> largest = new PriorityQueue<>(BY_SIZE);
        private long paysMore;
        private long paysLess;
        private long unchanged;
        private long before;
        private long after;

        Sums(Currency currency) {
            this.currency = currency;
        }

        void add(SimulatedCart cart, long total) {
            long difference = total - cart.total().minor();
            before = Math.addExact(before, cart.total().minor());
            after = Math.addExact(after, total);
            paysMore += difference > 0 ? 1 : 0;
            paysLess += difference < 0 ? 1 : 0;
            unchanged += difference == 0 ? 1 : 0;
            if (difference != 0) {
                largest.add(new SimulationReport.Change(
                        cart.kind(),
                        cart.name(),
                        cart.context().userId(),
                        cart.total(),
                        new Money(total, currency),
                        new Money(difference, currency)));
            }
            if (largest.size() > SimulationReport.LARGEST) {
                largest.remove();
            }
        }

        SimulationReport.Effect effect() {
            List<SimulationReport.Change> changes = new ArrayList<>(largest);
            changes.sort(BY_SIZE.reversed());
            return new SimulationReport.Effect(
                    currency.getCurrencyCode(),
                    paysMore + paysLess + unchanged,
                    paysMore,
                    paysLess,
                    unchanged,
                    new Money(before, currency),
                    new Money(after, currency),
                    new Money(after - before, currency),
                    changes);
        }
    }
}
