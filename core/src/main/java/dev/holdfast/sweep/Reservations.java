package dev.holdfast.sweep;

/**
 * The number of reservations.
 *
 * @param open items of carts that are held
 * @param expired items of carts whose reservations have expired and that wait for a sweep
 */
public record Reservations(long open, long expired) {}
