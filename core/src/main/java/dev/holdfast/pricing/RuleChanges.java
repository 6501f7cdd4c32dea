package dev.holdfast.pricing;

import java.util.List;

/**
 * The difference between the rules of a shop and a set of rules, found by {@link PricingRules#compare} and applied by
 * {@link PricingRules#apply}.
 *
 * @param changes the rules to add, change or archive, by code; empty if nothing differs
 * @param unchanged the number of rules in the set that the shop already has
 */
public record RuleChanges(List<RuleChange> changes, int unchanged) {
    /** Copies the list. */
    public RuleChanges {
        changes = List.copyOf(changes);
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
