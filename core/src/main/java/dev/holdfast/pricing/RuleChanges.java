package dev.holdfast.pricing;

import java.util.List;

/**
 * How the rules of a shop differ from a set of rules; made by {@link PricingRules#compare}, done by {@link
 * PricingRules#apply}.
 *
 * @param changes rules to be added, changed or archived, by code; empty when nothing differs
 * @param unchanged how many rules of the set stand in the shop as they are
 */
public record RuleChanges(List<RuleChange> changes, int unchanged) {
    /** Copies the list. */
    public RuleChanges {
        changes = List.copyOf(changes);
    }

    /** Whether the shop has these rules already. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
