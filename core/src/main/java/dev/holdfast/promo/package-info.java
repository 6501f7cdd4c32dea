/** Stored promo codes with individual limits: start at {@link dev.holdfast.promo.PromoCodes}. */
@NullMarked
package dev.holdfast.promo;

import org.jspecify.annotations.NullMarked;
