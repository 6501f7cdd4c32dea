/** Stored promo codes and their uses. Start at {@link dev.holdfast.internal.promo.PromoStock}. */
@NullMarked
package dev.holdfast.internal.promo;

import org.jspecify.annotations.NullMarked;
