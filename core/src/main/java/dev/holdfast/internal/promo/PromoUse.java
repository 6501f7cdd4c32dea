package dev.holdfast.internal.promo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code promo_uses}: the use of a stored promo code that a cart holds, or its order has claimed.
 *
 * @param userId the user of the cart; null if not known
 * @param amount the discount that it stands for, in minor units of the cart's currency
 * @param heldUntil when the hold ends, unless it was claimed
 * @param orderId the order that claimed it; null while it is held
 */
public record PromoUse(
        long cartId,
        @Nullable String userId,
        long amount,
        Instant heldUntil,
        @Nullable Long orderId) {

    /** Whether it counts: it was claimed, or is still held. */
    public boolean isLive(Instant now) {
        return orderId != null || heldUntil.isAfter(now);
    }

    public boolean isClaimed() {
        return orderId != null;
    }

    public PromoUse until(Instant time) {
        return new PromoUse(cartId, userId, amount, time, orderId);
    }
}
