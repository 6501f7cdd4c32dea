package dev.holdfast.pricing.rule;

/** Which units come first when not all can. Units that cost the same before any rule share the places. */
public enum UnitOrder {
    /** Those with the lowest price. */
    CHEAPEST,
    /** Those with the highest price. */
    DEAREST
}
