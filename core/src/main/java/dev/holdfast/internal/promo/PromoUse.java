package dev.holdfast.internal.promo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code promo_uses}: what a cart has of a stored promo code.
 *
 * @param userId whose cart it is, null when not known
 * @param amount the discount that it gives, in minor units of the cart's currency
 * @param heldUntil when it ends, unless it was claimed
 * @param orderId the order that claimed it, null while it is held
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
