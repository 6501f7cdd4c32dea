package dev.holdfast.pricing.rule;

/** How a rule gets along with others of its target. */
public enum Stacking {
    /** It applies after those before it, on what they left. */
    STACKABLE,
    /** It applies only where no other has, and then no other follows. */
    EXCLUSIVE
}
