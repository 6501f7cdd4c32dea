package dev.holdfast.internal.cart;

import org.jspecify.annotations.Nullable;

/**
 * What a cart costs besides its lines, as it is kept with the cart.
 *
 * @param amount in minor units of the cart's currency
 */
public record Charge(String code, @Nullable String name, long amount) {}
