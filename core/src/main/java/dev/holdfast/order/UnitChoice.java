package dev.holdfast.order;

/**
 * Units that were charged alike.
 *
 * @param group their place in {@link OrderItem#units()}, from 0
 * @param quantity how many of them, 1 or more
 */
public record UnitChoice(int group, int quantity) {}
