package dev.holdfast.promo;

import dev.holdfast.Money;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a stored promo code. The uses of a code without limits are not counted, and its buyers never wait for
 * each other.
 *
 * @param maxUses the orders that it can give a discount, 1 to {@value dev.holdfast.Limits#PROMO_CODE_USES}; null for any
 *     number
 * @param maxUsesPerUser the same for each user; makes the code unavailable to carts without a user; null for any number
 * @param budget the sum of discounts that it can give; makes the code unavailable to carts in other currencies; null for
 *     any amount
 */
public record PromoLimits(
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerUser,
        @Nullable Money budget) {
    /** No limits. */
    public static final PromoLimits NONE = new PromoLimits(null, null, null);

    /** A limit on the uses in all. */
    public static PromoLimits uses(long maxUses) {
        return new PromoLimits(maxUses, null, null);
    }

    /** Returns whether there is any limit. */
    public boolean isLimited() {
        return maxUses != null || maxUsesPerUser != null || budget != null;
    }
}
