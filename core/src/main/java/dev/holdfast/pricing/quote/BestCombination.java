package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.book.RuleRevision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the combination of rules with the lowest total, by branch and bound: each rule is tried with and without, in
 * order, and branches that cannot beat the best total so far are skipped. A combination has at most one rule of each
 * group. The search is bounded; it starts with the combination that applies by priority, which is the result if nothing
 * better is found in time.
 */
final class BestCombination {
    /** The most rules that a search evaluates. */
    static final int MOST_STEPS = 20_000;

    /** The most rules that a search chooses from. */
    static final int MOST_RULES = 200;

    private final Evaluator evaluator;
    private final CartState start;
    private final long slack;
    private final List<RuleRevision> rules = new ArrayList<>();
    private final List<Long> mosts = new ArrayList<>();
    private final List<String> chosen = new ArrayList<>();
    private Set<String> best = Set.of();
    private long lowest = Long.MAX_VALUE;
    private int steps;

    BestCombination(Evaluator evaluator, CartState start, PricingPolicy policy, List<RuleRevision> candidates) {
        this.evaluator = evaluator;
        this.start = start;
        this.slack = slack(start, policy);
        for (RuleRevision entry : candidates) {
            long most = most(entry);
            if (most > 0) {
                rules.add(entry);
                mosts.add(most);
            }
        }
    }

    /** Runs the search, and returns whether it considered all combinations. */
    boolean search() {
        if (rules.size() > MOST_RULES) {
            takeAllThatApply();
            return false;
        }
        long[] mostFrom = new long[rules.size() + 1];
        for (int i = rules.size() - 1; i >= 0; i--) {
            mostFrom[i] = mostFrom[i + 1] + mosts.get(i);
        }
        return follow(0, start.copy(), Set.of(), mostFrom);
    }

    boolean contains(RuleRevision entry) {
        return best.contains(entry.rule().code());
    }

    private void takeAllThatApply() {
        CartState cart = start.copy();
        Set<String> groups = new HashSet<>();
        for (RuleRevision entry : rules) {
            cart.enter(entry.rule().target());
            Evaluation evaluation = evaluator.evaluate(cart, entry);
            String group = entry.rule().group();
            if (evaluation.amount > 0 && (group == null || groups.add(group))) {
                cart.apply(evaluation);
                chosen.add(entry.rule().code());
            }
        }
        best = Set.copyOf(chosen);
    }

    /**
     * The most that a rule could take off after others. Most rules take no more than they would alone, except for
     * rounding. A rule that chooses units may choose others, so its only safe bound is everything that is left.
     */
    private long most(RuleRevision entry) {
        Evaluation alone = evaluator.evaluate(start, entry);
        // A rule refused on the full cart is always refused, unless the discount was too large for its promo code.
        if (alone.refusal != null) {
            return alone.refusedAmount;
        }
        boolean isPlain = entry.rule().discounts().stream()
                .allMatch(scoped -> scoped.limit() == null && scoped.discount().takesLessOfLess());
        return isPlain ? alone.amount + slack : CartState.left(alone.considered);
    }

    /** The most by which rounding can differ: for each item and, if units are rounded, for each unit. */
    private static long slack(CartState cart, PricingPolicy policy) {
        long slack = 2L * (1 + cart.charges.size());
        for (ItemState state : cart.items) {
            slack += 2L + (policy.level() == PricingPolicy.Level.UNIT ? state.item.quantity() : 0);
        }
        return slack;
    }

    private boolean follow(int position, CartState cart, Set<String> groups, long[] mostFrom) {
        long left = cart.left();
        if (left < lowest) {
            lowest = left;
            best = Set.copyOf(chosen);
        }
        if (position == rules.size() || left - mostFrom[position] >= lowest) {
            return true;
        }
        if (++steps > MOST_STEPS) {
            return false;
        }
        RuleRevision entry = rules.get(position);
        String group = entry.rule().group();
        if (group == null || !groups.contains(group)) {
            CartState with = cart.copy();
            with.enter(entry.rule().target());
            Evaluation evaluation = evaluator.evaluate(with, entry);
            if (evaluation.amount > 0) {
                with.apply(evaluation);
                chosen.add(entry.rule().code());
                boolean followed = follow(position + 1, with, group == null ? groups : plus(groups, group), mostFrom);
                chosen.remove(chosen.size() - 1);
                if (!followed) {
                    return false;
                }
            }
        }
        return follow(position + 1, cart, groups, mostFrom);
    }

    private static Set<String> plus(Set<String> groups, String group) {
        Set<String> more = new HashSet<>(groups);
        more.add(group);
        return more;
    }
}
