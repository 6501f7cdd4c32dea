package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.Stacking;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the combination of rules with the lowest total. In a combination, each rule applies or is left out, in the order
 * of priority or with exclusive rules ahead; at most one rule of a group applies, in its own position or in that of an
 * earlier rule of its group.
 *
 * <p>The search follows the order of the rules and keeps a list of partial combinations, to which each rule is and is not
 * added. It drops those that cannot end lower than another one of the list, or than the best total so far. It starts with
 * the totals by priority and of each single rule, so that the result never costs more than these, even if the search is
 * cut short: it evaluates a bounded number of rules with a bounded amount of work, and shortens the list if that would
 * not suffice for it. If even the single rules are too much work, it ends with as many of them as that allows.
 */
final class BestCombination {
    /** The most rules that a search evaluates for a cart of up to {@value #USUAL_CELLS} items and charges. */
    static final int MOST_EVALUATIONS = 10_000;

    /** The most work on single rules, and on their combinations, in the unit of {@link SearchRule#work}. */
    static final long MOST_WORK = 1_000_000;

    private static final int LEAST_EVALUATIONS = 1_000;
    private static final int USUAL_CELLS = 10;

    /** The most partial combinations that one is compared with. */
    private static final int MOST_COMPARED = 64;

    private final Evaluator evaluator;
    private final CartState start;
    private final Currency currency;
    private final List<List<RuleRevision>> orders = new ArrayList<>();
    private final Map<String, SearchRule> rules = new HashMap<>();
    private long workOfSingles;
    private long lowest = Long.MAX_VALUE;
    /** What a combination may cost that was dropped although it might be the best. */
    private long lowestDropped = Long.MAX_VALUE;

    private List<RuleRevision> bestOrder;
    /** The last rule of the best combination; null if it is the one by priority. */
    private @Nullable Step bestSteps;

    /**
     * A combination.
     *
     * @param order all rules in the order of their evaluation
     * @param applied the rules that apply, by the codes of the rules in whose position they do; null if all rules apply
     *     that can, by priority
     * @param searchedAll whether no other combination costs less
     */
    record Combination(List<RuleRevision> order, @Nullable Map<String, RuleRevision> applied, boolean searchedAll) {
        /** The rule that applies in the position of a rule, null for none. */
        @Nullable
        RuleRevision appliedAt(RuleRevision entry) {
            return applied == null ? null : applied.get(entry.rule().code());
        }
    }

    /** A rule that applies in the position of another one, after those before. */
    private record Step(@Nullable Step before, RuleRevision at, RuleRevision applied) {}

    /** A partial combination: what it leaves, the groups that have applied, and the rules, the last one first. */
    private record Partial(
            CartState cart,
            long left,
            BitSet used,
            @Nullable Step steps) {}

    /**
     * A search.
     *
     * @param candidates the rules in the order that the policy asks for
     * @param others the same rules in the other order: with exclusive rules ahead, or by priority
     */
    BestCombination(
            Evaluator evaluator,
            Eligibility eligibility,
            PricingPolicy policy,
            CartState start,
            Currency currency,
            List<RuleRevision> candidates,
            List<RuleRevision> others) {
        this.evaluator = evaluator;
        this.start = start;
        this.currency = currency;
        boolean hasExclusive = false;
        for (RuleRevision entry : candidates) {
            SearchRule rule = new SearchRule(evaluator, eligibility, policy, start, entry);
            rules.put(entry.rule().code(), rule);
            workOfSingles += rule.work;
            if (isTooMuch()) {
                hasExclusive = true;
                break;
            }
            hasExclusive |= !rule.outOfForce && entry.rule().stacking() == Stacking.EXCLUSIVE;
        }
        bestOrder = candidates;
        orders.add(candidates);
        if (hasExclusive && !candidates.equals(others)) {
            orders.add(others);
        }
    }

    Combination find() {
        int cells = start.items.size() + start.charges.size();
        int budget = Math.max(LEAST_EVALUATIONS, MOST_EVALUATIONS * USUAL_CELLS / Math.max(USUAL_CELLS, cells));
        for (List<RuleRevision> order : orders) {
            CartState cart = start.copy();
            new RuleWalk(evaluator, cart, currency, evaluation -> {}).byPriority(order);
            improve(cart.left(), order, null);
            for (RuleRevision entry : order) {
                SearchRule rule = rules.get(entry.rule().code());
                if (rule != null) {
                    improve(start.left() - rule.alone, order, new Step(null, entry, entry));
                }
            }
            if (!isTooMuch()) {
                search(order, budget / orders.size(), MOST_WORK / orders.size());
            }
        }
        return new Combination(bestOrder, applied(bestSteps), !isTooMuch() && lowestDropped >= lowest);
    }

    /** Whether already the single rules are too much work to try them all. */
    private boolean isTooMuch() {
        return workOfSingles > MOST_WORK;
    }

    private SearchRule rule(RuleRevision entry) {
        return Objects.requireNonNull(rules.get(entry.rule().code()));
    }

    private void improve(long total, List<RuleRevision> order, @Nullable Step steps) {
        if (total < lowest) {
            lowest = total;
            bestOrder = order;
            bestSteps = steps;
        }
    }

    private static @Nullable Map<String, RuleRevision> applied(@Nullable Step last) {
        Map<String, RuleRevision> applied = new HashMap<>();
        for (Step step = last; step != null; step = step.before()) {
            applied.put(step.at().rule().code(), step.applied());
        }
        return last == null ? null : applied;
    }

    /** Searches the combinations of one order. */
    private void search(List<RuleRevision> order, int budget, long work) {
        List<SearchRule> relevant = new ArrayList<>();
        for (RuleRevision entry : order) {
            SearchRule rule = rule(entry);
            if (rule.most > 0 || entry.rule().group() != null && !rule.outOfForce) {
                relevant.add(rule);
            }
        }
        SearchPlan plan = new SearchPlan(relevant, start.items.size() + start.charges.size());
        SearchDominance dominance = new SearchDominance(plan, relevant, start);
        List<Partial> partials = List.of(new Partial(start, start.left(), new BitSet(), null));
        int left = budget;
        long workLeft = work;
        for (int i = 0; i < plan.slots().size() && !partials.isEmpty(); i++) {
            long mostByWork = workLeft / Math.max(1, plan.laterWork(i));
            int most = (int) Math.min(mostByWork, left / Math.max(1, plan.laterOptions(i)));
            if (partials.size() > most) {
                List<Partial> sorted = mostPromisingFirst(plan, i, partials);
                lowestDropped = Math.min(lowestDropped, bound(plan, i, sorted.get(most), Long.MIN_VALUE));
                partials = sorted.subList(0, most);
            }
            left -= partials.size() * plan.slots().get(i).options().size();
            workLeft -= partials.size() * plan.slots().get(i).work();
            partials = reduced(plan, dominance, i + 1, decided(plan.slots().get(i), partials, order));
        }
    }

    /** Each partial combination with each rule of a slot, and without any. */
    private List<Partial> decided(SearchPlan.Slot slot, List<Partial> partials, List<RuleRevision> order) {
        List<Partial> next = new ArrayList<>();
        for (Partial partial : partials) {
            CartState cart = partial.cart().entered(slot.target());
            boolean isFree = slot.group() < 0 || !partial.used().get(slot.group());
            for (SearchRule option : isFree ? slot.options() : List.<SearchRule>of()) {
                Evaluation evaluation = evaluator.evaluate(cart, option.entry);
                if (evaluation.amount > 0) {
                    Step step = new Step(partial.steps(), slot.at().entry, option.entry);
                    long left = partial.left() - evaluation.amount;
                    next.add(new Partial(cart.after(evaluation), left, used(partial, slot), step));
                    improve(left, order, step);
                }
            }
            next.add(new Partial(cart, partial.left(), partial.used(), partial.steps()));
        }
        return next;
    }

    private static BitSet used(Partial partial, SearchPlan.Slot slot) {
        if (slot.group() < 0) {
            return partial.used();
        }
        BitSet used = (BitSet) partial.used().clone();
        used.set(slot.group());
        return used;
    }

    /** Drops what cannot end lower than something else. */
    private List<Partial> reduced(SearchPlan plan, SearchDominance dominance, int slot, List<Partial> partials) {
        partials.sort(Comparator.comparingLong(Partial::left));
        Map<Long, List<Partial>> kept = new HashMap<>();
        List<Partial> all = new ArrayList<>();
        for (Partial partial : partials) {
            if (bound(plan, slot, partial, lowest) >= lowest) {
                continue;
            }
            List<Partial> rivals =
                    kept.computeIfAbsent(dominance.exactKey(partial.cart(), slot), key -> new ArrayList<>());
            if (!isDominated(dominance, slot, partial, rivals)) {
                rivals.add(partial);
                all.add(partial);
            }
        }
        return all;
    }

    private static boolean isDominated(SearchDominance dominance, int slot, Partial partial, List<Partial> rivals) {
        for (int i = 0; i < Math.min(rivals.size(), MOST_COMPARED); i++) {
            Partial rival = rivals.get(i);
            if (dominance.dominates(rival.cart(), rival.used(), partial.cart(), partial.used(), slot)) {
                return true;
            }
        }
        return false;
    }

    private static List<Partial> mostPromisingFirst(SearchPlan plan, int slot, List<Partial> partials) {
        IdentityHashMap<Partial, Long> bounds = new IdentityHashMap<>();
        partials.forEach(partial -> bounds.put(partial, bound(plan, slot, partial, Long.MIN_VALUE)));
        List<Partial> sorted = new ArrayList<>(partials);
        sorted.sort(Comparator.comparing(bounds::get));
        return sorted;
    }

    private static long bound(SearchPlan plan, int slot, Partial partial, long limit) {
        return plan.bound(partial.cart(), partial.left(), partial.used(), slot, limit);
    }
}
