package dev.holdfast.pricing.rule;

/** What an amount, a price or a number of units is for. */
public enum Per {
    /** Each unit. */
    UNIT,
    /** Each item, whatever its quantity. */
    LINE,
    /** All selected items together, which share it. */
    ORDER
}
