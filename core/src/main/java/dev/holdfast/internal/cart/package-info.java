/** Carts and their items. Start at {@link dev.holdfast.internal.cart.LockedCart}. */
@NullMarked
package dev.holdfast.internal.cart;

import org.jspecify.annotations.NullMarked;
