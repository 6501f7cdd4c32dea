package dev.holdfast.pricing.rule;

/** What an amount or a price is for. */
public enum Per {
    /** Each unit. */
    UNIT,
    /** Each line, whatever its quantity. */
    LINE,
    /** All that the rule selects, together; the lines share it. */
    ORDER
}
