package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingPolicy.Level;
import dev.holdfast.pricing.quote.PricingPolicy.PercentBase;
import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.BundlePrice;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Discount;
import dev.holdfast.pricing.rule.FixedPrice;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.PercentOff;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.QuantityBreaks;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.SpendBreaks;
import dev.holdfast.pricing.rule.Stacking;
import dev.holdfast.pricing.rule.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * One rule as the search for the best combination sees it. Items and charges are numbered together here: the
 * charges follow the items, and both are called cells.
 */
final class SearchRule {
    /** How a rule changes prices. */
    enum Effect {
        /** Each cell by itself: of two prices of a cell, the lower one stays the lower one. */
        EACH,
        /** The sum of its cells: of two sums, the lower one stays the lower one. */
        SUM,
        /** In any other way: nothing follows from a lower price. */
        OTHER
    }

    /** The least that items must cost at the moment when the rule is evaluated. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Threshold(int[] items, long required) {}

    final RuleRevision entry;
    final boolean outOfForce;
    final int[] cells;
    /** What the rule takes off if it is the only one. */
    final long alone;
    /** The most that the rule takes off after any other rules; 0 if it never applies. */
    final long most;

    /** How much work an evaluation takes: 1 for each cell of a simple discount. */
    final long work;

    final Effect effect;
    /** Whether it takes off a percentage of the current price. */
    final boolean isOfCurrentPrice;

    final List<Threshold> thresholds = new ArrayList<>();

    SearchRule(
            Evaluator evaluator, Eligibility eligibility, PricingPolicy policy, CartState start, RuleRevision entry) {
        this.entry = entry;
        Evaluation evaluation = evaluator.evaluate(start, entry);
        int first = rule().target() == Target.CHARGE ? start.items.size() : 0;
        this.cells = evaluation.considered.stream()
                .mapToInt(state -> first + state.index)
                .toArray();
        this.outOfForce = evaluation.outOfForce;
        this.work = cells.length
                * rule().discounts().stream().mapToLong(SearchRule::weight).sum();
        this.alone = evaluation.amount;
        StoredCode code = eligibility.storedCode(rule());
        this.effect = code != null && code.atMost() != null ? Effect.OTHER : effect(policy, evaluation.considered);
        this.isOfCurrentPrice = policy.percentBase() == PercentBase.REMAINING
                && rule().discounts().get(0).discount() instanceof PercentOff;
        this.most = most(evaluation, slack(start, policy));
        if (Eligibility.countsCurrent(policy, rule().target())) {
            addThresholds(start);
        }
    }

    PricingRule rule() {
        return entry.rule();
    }

    /** How many times the work of a percentage a discount takes: sets are searched for, and units are sorted. */
    private static long weight(ScopedDiscount scoped) {
        long weight = scoped.limit() == null ? 1 : 2;
        if (scoped.discount() instanceof BundlePrice bundle) {
            return weight + 8L * bundle.components().size();
        }
        boolean isSimple = scoped.discount() instanceof PercentOff
                || scoped.discount() instanceof AmountOff
                || scoped.discount() instanceof FixedPrice;
        return isSimple ? weight : weight + 1;
    }

    /** Whether what the rule does to a cell depends on what other rules have done to it before, besides its price. */
    boolean wantsUntouched() {
        return rule().stacking() == Stacking.EXCLUSIVE || rule().conditions().notDiscounted();
    }

    /** The most that the rule could still take off a cart on which it was not evaluated yet. */
    long reach(CartState cart) {
        boolean exclusive = rule().stacking() == Stacking.EXCLUSIVE;
        if (rule().target() == Target.ORDER) {
            boolean closed = cart.orderClosedBy != null || exclusive && cart.firstOrderRule != null;
            return closed ? 0 : most;
        }
        for (int cell : cells) {
            ItemState state = cart.cell(cell);
            if (state.closedBy == null && !(exclusive && state.firstRule != null)) {
                return most;
            }
        }
        return 0;
    }

    private long most(Evaluation evaluation, long slack) {
        // A rule refused on the full cart is always refused, unless the discount was too large for its promo code.
        if (evaluation.refusal != null) {
            return evaluation.refusedAmount;
        }
        boolean takesLess = true;
        for (ScopedDiscount scoped : rule().discounts()) {
            takesLess &= scoped.limit() == null && scoped.discount().takesLessOfLess();
        }
        if (effect == Effect.EACH || effect == Effect.SUM && takesLess) {
            return alone;
        }
        // A rule that chooses units may choose others, so its only safe bound is everything that is left.
        return takesLess ? alone + slack : CartState.left(evaluation.considered);
    }

    /** The most by which rounding can differ: for each item and, if units are rounded, for each unit. */
    private static long slack(CartState cart, PricingPolicy policy) {
        long slack = 2L * (1 + cart.charges.size());
        for (ItemState state : cart.items) {
            slack += 2L + (policy.level() == Level.UNIT ? state.item.quantity() : 0);
        }
        return slack;
    }

    private Effect effect(PricingPolicy policy, List<ItemState> considered) {
        ScopedDiscount scoped = rule().discounts().get(0);
        if (rule().discounts().size() > 1 || scoped.limit() != null) {
            return Effect.OTHER;
        }
        if (rule().target() == Target.ORDER) {
            boolean isSum =
                    isOfSum(scoped.discount(), policy) && !rule().conditions().notDiscounted();
            return isSum ? Effect.SUM : Effect.OTHER;
        }
        boolean isOne = considered.size() == 1;
        boolean isLimited = rule().maxDiscount() != null && !isOne;
        return !isLimited && isOfEach(scoped.discount(), policy, considered, isOne) ? Effect.EACH : Effect.OTHER;
    }

    private static boolean isOfSum(Discount discount, PricingPolicy policy) {
        // Percentages of the price at the start of the stage do not follow from the current one.
        boolean followsCurrent = policy.percentBase() != PercentBase.STAGE;
        return discount instanceof AmountOff
                || discount instanceof FixedPrice
                || followsCurrent && (discount instanceof PercentOff || discount instanceof SpendBreaks);
    }

    private boolean isOfEach(Discount discount, PricingPolicy policy, List<ItemState> considered, boolean isOne) {
        boolean isItem = rule().target() == Target.ITEM;
        if (discount instanceof AmountOff off) {
            return isOne || off.per() != Per.ORDER;
        }
        if (discount instanceof FixedPrice price) {
            return isOne || price.per() != Per.ORDER;
        }
        // Rounded for each of several units, a lower price can become the higher one.
        boolean roundsUnits = isItem
                && policy.level() == Level.UNIT
                && policy.percentBase() == PercentBase.REMAINING
                && considered.stream().anyMatch(state -> state.item.quantity() > 1);
        if (roundsUnits) {
            return false;
        }
        if (discount instanceof QuantityBreaks breaks) {
            return !breaks.graduated() && (isOne || breaks.per() != Per.ORDER);
        }
        if (discount instanceof SpendBreaks breaks) {
            boolean isFixed = !Eligibility.countsCurrent(policy, rule().target());
            return isFixed && (isOne || breaks.per() != Per.ORDER);
        }
        return discount instanceof PercentOff && (isOne || !isItem || policy.level() != Level.CART);
    }

    private void addThresholds(CartState start) {
        Conditions conditions = rule().conditions();
        if (conditions.minSubtotal() != null) {
            thresholds.add(threshold(start, conditions.selection(), conditions.minSubtotal()));
        }
        for (Conditions.Contained contained : conditions.contains()) {
            if (contained.minSubtotal() != null) {
                thresholds.add(threshold(start, contained.selection(), contained.minSubtotal()));
            }
        }
        for (ScopedDiscount scoped : rule().discounts()) {
            if (effect == Effect.SUM && scoped.discount() instanceof SpendBreaks breaks) {
                breaks.breaks()
                        .forEach(step ->
                                thresholds.add(new Threshold(cells, step.from().minor())));
            }
        }
    }

    private static Threshold threshold(CartState start, Selection selection, Money required) {
        int[] items = start.items.stream()
                .filter(state -> state.item.giftOf() == null && selection.selects(state.item))
                .mapToInt(state -> state.index)
                .toArray();
        return new Threshold(items, required.minor());
    }
}
