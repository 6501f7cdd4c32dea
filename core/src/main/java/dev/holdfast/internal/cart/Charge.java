package dev.holdfast.internal.cart;

import org.jspecify.annotations.Nullable;

/**
 * A charge of a cart besides its items, such as shipping.
 *
 * @param amount in minor units of the cart's currency
 */
public record Charge(String code, @Nullable String name, long amount) {}
