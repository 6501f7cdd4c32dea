/** Turns carts into orders: start at {@link dev.holdfast.checkout.Checkout}. */
@NullMarked
package dev.holdfast.checkout;

import org.jspecify.annotations.NullMarked;
