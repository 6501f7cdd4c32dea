package dev.holdfast.sweep;

/**
 * How many reservations there are.
 *
 * @param open lines of carts that hold stock
 * @param expired lines that hold none any more and wait for a sweep
 */
public record Reservations(long open, long expired) {}
