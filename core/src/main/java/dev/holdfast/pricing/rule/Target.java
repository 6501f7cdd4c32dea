package dev.holdfast.pricing.rule;

/** What a rule takes its discount off. */
public enum Target {
    /** The selected items, one by one. */
    ITEM,
    /** The total of the selected items, after all item rules. */
    ORDER,
    /** The selected charges, one by one, after all items have been priced. */
    CHARGE
}
