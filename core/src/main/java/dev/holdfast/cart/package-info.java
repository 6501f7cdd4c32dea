/** Carts and the reservations that they hold: start at {@link dev.holdfast.cart.Carts}. */
@NullMarked
package dev.holdfast.cart;

import org.jspecify.annotations.NullMarked;
