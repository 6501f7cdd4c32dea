package dev.holdfast.pricing;

import org.jspecify.annotations.Nullable;

/**
 * Selects rules of a list.
 *
 * @param active true for active rules only, false for drafts only, null for both
 */
public record RuleFilter(@Nullable Boolean active) {
    /** All rules. */
    public static final RuleFilter ALL = new RuleFilter(null);
}
