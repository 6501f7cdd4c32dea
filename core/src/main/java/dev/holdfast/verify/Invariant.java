package dev.holdfast.verify;

/**
 * Something that is true of a sound shop at every moment.
 *
 * @param name a stable word
 * @param claim what is true
 * @param violations one statement, and so one snapshot, that gives the rows for which it is not; the column
 *     {@code problem} says why
 */
record Invariant(String name, String claim, String violations) {}
