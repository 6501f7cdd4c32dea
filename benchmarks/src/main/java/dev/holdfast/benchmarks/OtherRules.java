package dev.holdfast.benchmarks;

/** Why rules do not match a cart. */
public enum OtherRules {
    /** They select variants, products and categories that are not in it. */
    OTHER_GOODS,
    /** They select all goods, and are for other users, tiers or codes, or for another time. */
    OTHER_BUYERS
}
