package dev.holdfast.pricing.quote;

import dev.holdfast.Money;

/**
 * Units of an item that are charged alike, to the minor unit.
 *
 * @param quantity how many, 1 or more
 * @param total what they are charged together, zero or more
 */
public record ChargedUnits(int quantity, Money total) {}
