package dev.holdfast.pricing.rule;

/** How a rule combines with other rules of the same target. */
public enum Stacking {
    /** It applies after the rules before it, to what they left. */
    STACKABLE,
    /** It applies only where no other rule has, and excludes the rules after it. */
    EXCLUSIVE
}
