/** From cart to order: start at {@link dev.holdfast.checkout.Checkout}. */
@NullMarked
package dev.holdfast.checkout;

import org.jspecify.annotations.NullMarked;
