/** Promo codes that are stored one by one, with limits of their own: start at {@link dev.holdfast.promo.PromoCodes}. */
@NullMarked
package dev.holdfast.promo;

import org.jspecify.annotations.NullMarked;
