package dev.holdfast.internal.sweep;

/** How many expired items there are, with how many units, in how many carts. */
public record ItemCounts(long items, long units, long carts) {}
