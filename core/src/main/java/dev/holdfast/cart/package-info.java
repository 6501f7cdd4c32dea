/** Carts and their reservations: start at {@link dev.holdfast.cart.Carts}. */
@NullMarked
package dev.holdfast.cart;

import org.jspecify.annotations.NullMarked;
