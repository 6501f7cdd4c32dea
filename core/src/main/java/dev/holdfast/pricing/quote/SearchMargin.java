package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.quote.SearchRule.Effect;
import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.Discount;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.PercentOff;
import dev.holdfast.pricing.rule.Target;
import java.util.Arrays;
import java.util.List;

/**
 * How much of a price difference is left by later rules, and how much rounding can add up to against it. Order rules for
 * different items divide amounts among them, and the remainders of one rule are what the next one calculates with; so a
 * lower price is sure to stay the lower one only if the difference is larger than all that rounding can do.
 *
 * <p>A price that is lower by {@code d} before a percentage {@code p} is lower by {@code (1 - p) d} after it, less one
 * minor unit for rounding, and by {@code d} after an amount that is not more than what is left. A share differs from its
 * exact value by less than a minor unit, which moves less than {@code n} units between {@code n} items; the later rules
 * turn that into a difference of the total only as far as they treat the items differently.
 */
final class SearchMargin {
    /** By slot and cell: the part of a difference that the item rules, and that the order rules, leave. */
    private final double[][] keptByItemRules;

    private final double[][] keptByOrderRules;
    private final int[][] roundedByItemRules;
    private final double[] roundedByOrderRules;

    SearchMargin(List<SearchPlan.Slot> slots, List<SearchRule> rules, CartState start) {
        long[] least = leastBeforeOrderRules(rules, start);
        int size = slots.size();
        int cells = least.length;
        this.keptByItemRules = new double[size + 1][cells];
        this.keptByOrderRules = new double[size + 1][cells];
        this.roundedByItemRules = new int[size + 1][cells];
        this.roundedByOrderRules = new double[size + 1];
        Arrays.fill(keptByItemRules[size], 1);
        Arrays.fill(keptByOrderRules[size], 1);
        for (int i = size - 1; i >= 0; i--) {
            lookAhead(i, slots.get(i), start, least);
        }
    }

    /** Whether the effect of all order rules on a difference is known, whatever other rules take off before. */
    static boolean isKnown(List<SearchRule> rules, CartState start) {
        long[] least = leastBeforeOrderRules(rules, start);
        List<SearchRule> orderRules = rules.stream()
                .filter(rule -> rule.rule().target() == Target.ORDER && rule.most > 0)
                .toList();
        return orderRules.stream().allMatch(rule -> isKnown(rule, orderRules, start, least));
    }

    private static boolean isKnown(SearchRule rule, List<SearchRule> orderRules, CartState start, long[] least) {
        double left = 0;
        boolean hasFloor = false;
        for (int cell : rule.cells) {
            left += Math.max(0, least[cell]);
            hasFloor |= start.cell(cell).floor() > 0;
        }
        double amounts = 0;
        for (SearchRule other : orderRules) {
            left *= other != rule && other.isOfCurrentPrice ? keptOfPercent(other) : 1;
            amounts += other == rule ? 0 : other.isOfCurrentPrice ? rule.cells.length : other.most;
        }
        boolean isLess = rule.rule().discounts().get(0).discount() instanceof AmountOff off
                && off.amount().minor() <= left - amounts;
        return rule.effect == Effect.SUM && !hasFloor && (rule.isOfCurrentPrice || isLess);
    }

    /** What the item rules leave of each cell at least. */
    private static long[] leastBeforeOrderRules(List<SearchRule> rules, CartState start) {
        long[] least = new long[start.items.size() + start.charges.size()];
        Arrays.setAll(least, cell -> start.cell(cell).left());
        for (SearchRule rule : rules) {
            for (int cell : rule.rule().target() == Target.ORDER ? new int[0] : rule.cells) {
                least[cell] -= rule.most;
            }
        }
        return least;
    }

    private void lookAhead(int i, SearchPlan.Slot slot, CartState start, long[] least) {
        keptByItemRules[i] = keptByItemRules[i + 1].clone();
        keptByOrderRules[i] = keptByOrderRules[i + 1].clone();
        roundedByItemRules[i] = roundedByItemRules[i + 1].clone();
        roundedByOrderRules[i] = roundedByOrderRules[i + 1];
        for (SearchRule rule : slot.options()) {
            if (rule.rule().target() == Target.ORDER) {
                addOrderRule(i, rule);
            } else {
                for (int cell : rule.cells) {
                    keptByItemRules[i][cell] *= keptByItemRule(rule, start.cell(cell), least[cell]);
                    roundedByItemRules[i][cell]++;
                }
            }
        }
    }

    private void addOrderRule(int i, SearchRule rule) {
        double lowest = 1;
        for (int cell : rule.cells) {
            lowest = Math.min(lowest, keptByOrderRules[i][cell]);
        }
        roundedByOrderRules[i] += 2 + 2 * rule.cells.length * (1 - lowest);
        for (int cell : rule.cells) {
            keptByOrderRules[i][cell] = lowest * keptOfPercent(rule);
        }
    }

    private static double keptByItemRule(SearchRule rule, ItemState state, long least) {
        Discount discount = rule.rule().discounts().get(0).discount();
        if (rule.effect == Effect.EACH && rule.isOfCurrentPrice) {
            return keptOfPercent(rule);
        }
        boolean isAmount = rule.effect == Effect.EACH
                && discount instanceof AmountOff off
                && off.first() == null
                && off.amount().minor() * (off.per() == Per.UNIT ? state.item.quantity() : 1) <= least - state.floor();
        return isAmount ? 1 : 0;
    }

    private static double keptOfPercent(SearchRule rule) {
        Discount discount = rule.rule().discounts().get(0).discount();
        return discount instanceof PercentOff off ? 1 - off.percent().millionths() / 1e6 : 1;
    }

    /** What is sure to be left in the end of a difference in a cell. */
    double kept(int slot, int cell, long difference) {
        double byItemRules = keptByItemRules[slot][cell] * difference - roundedByItemRules[slot][cell];
        return Math.max(0, byItemRules) * keptByOrderRules[slot][cell];
    }

    /** What rounding by order rules can add up to at most. */
    double rounding(int slot) {
        return roundedByOrderRules[slot];
    }
}
