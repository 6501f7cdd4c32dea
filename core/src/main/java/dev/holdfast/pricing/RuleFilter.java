package dev.holdfast.pricing;

import org.jspecify.annotations.Nullable;

/**
 * Which rules are wanted.
 *
 * @param active only those that are, or are not; null for both
 */
public record RuleFilter(@Nullable Boolean active) {
    /** All of them. */
    public static final RuleFilter ALL = new RuleFilter(null);
}
