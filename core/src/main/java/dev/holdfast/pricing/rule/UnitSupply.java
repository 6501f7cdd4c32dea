package dev.holdfast.pricing.rule;

import java.util.List;
import java.util.function.Predicate;

/** Units that a discount can pick from, each at most once. */
public interface UnitSupply {
    /** Counts the units that are left of items that match. */
    long count(Predicate<RuleItem> items);

    /** Picks a number of units, or all of them if there are fewer. */
    default List<DiscountPart> pick(long units, UnitOrder first) {
        return pick(units, first, item -> true);
    }

    /** Picks a number of units of items that match, or all of those if there are fewer. */
    default List<DiscountPart> pick(long units, UnitOrder first, Predicate<RuleItem> items) {
        return pick(units, first, items, item -> false, 0);
    }

    /**
     * Picks a number of units of items that match, or all of those if there are fewer. The policy decides which units
     * are picked of items with the same unit price.
     *
     * @param units the number of units, zero or more
     * @param first which units are picked first
     * @param items the items to pick from
     * @param rationed the items among them of which at most {@code ration} units may be picked in total
     * @param ration zero or more
     */
    List<DiscountPart> pick(
            long units, UnitOrder first, Predicate<RuleItem> items, Predicate<RuleItem> rationed, long ration);
}
