package dev.holdfast.pricing.rule;

/** Which units come first if not all of them can. Items with the same unit price contribute in proportion. */
public enum UnitOrder {
    /** Those with the lowest price. */
    CHEAPEST,
    /** Those with the highest price. */
    DEAREST
}
