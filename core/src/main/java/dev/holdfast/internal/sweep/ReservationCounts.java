package dev.holdfast.internal.sweep;

/** How many items of carts are held, and how many have expired and wait for a sweep. */
public record ReservationCounts(long open, long expired) {}
