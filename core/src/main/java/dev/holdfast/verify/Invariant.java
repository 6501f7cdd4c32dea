package dev.holdfast.verify;

/**
 * A condition that is true at every moment in a consistent shop.
 *
 * @param name a stable word
 * @param claim the condition, in words
 * @param violations a statement that returns the rows that violate it; the first column, {@code problem}, says why
 */
record Invariant(String name, String claim, String violations) {}
