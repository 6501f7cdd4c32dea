package dev.holdfast.pricing.rule;

/** Which units come first if not all of them can; the policy decides between units of equal price. */
public enum UnitOrder {
    /** Those with the lowest price. */
    CHEAPEST,
    /** Those with the highest price. */
    DEAREST
}
