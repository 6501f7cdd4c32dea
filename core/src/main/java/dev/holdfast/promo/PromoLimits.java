package dev.holdfast.promo;

import dev.holdfast.Money;
import org.jspecify.annotations.Nullable;

/**
 * How far a stored promo code goes. A code without any limit is not counted, and nobody waits for anybody who uses it.
 *
 * @param maxUses orders that it can give a discount, 1 to a billion; null for any number
 * @param maxUsesPerUser the same for each user; carts without a user cannot have it then; null for any number
 * @param budget what it can give in all; carts in other currencies cannot have it then; null for any amount
 */
public record PromoLimits(
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerUser,
        @Nullable Money budget) {
    /** No limit of any kind. */
    public static final PromoLimits NONE = new PromoLimits(null, null, null);

    /** So many uses in all. */
    public static PromoLimits uses(long maxUses) {
        return new PromoLimits(maxUses, null, null);
    }

    /** Whether there is any limit. */
    public boolean isLimited() {
        return maxUses != null || maxUsesPerUser != null || budget != null;
    }
}
