package dev.holdfast.pricing.rule;

/** What a rule takes its discount off. */
public enum Target {
    /** The lines that it selects, one by one. */
    ITEM,
    /** The order: the selected lines together, as the item rules left them. */
    ORDER,
    /** The charges that it selects, one by one, when the lines have been priced. */
    CHARGE
}
