package dev.holdfast.internal.stock;

/** What a counter was after the movement of this version. */
public record PastLevelRow(long version, int stockAfter, int reservedAfter, int backorderedAfter) {}
