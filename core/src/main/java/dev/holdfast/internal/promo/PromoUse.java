package dev.holdfast.internal.promo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code promo_uses}, without its key: the use of a stored promo code that a cart holds, or an order has claimed.
 *
 * @param userId the user of the cart; null if not known
 * @param amount the discount that it stands for, in minor units of the cart's currency
 * @param heldUntil when the hold ends, unless it was claimed
 * @param orderId the order that claimed it; null while it is held
 * @param overrun whether the order was granted it although it was used up, so that it counts for no limit
 */
public record PromoUse(
        @Nullable String userId,
        long amount,
        Instant heldUntil,
        @Nullable Long orderId,
        boolean overrun) {
    /** A use within the limits of its code. */
    public PromoUse(@Nullable String userId, long amount, Instant heldUntil, @Nullable Long orderId) {
        this(userId, amount, heldUntil, orderId, false);
    }

    /**
     * The owner of a use, which with the code is the key of its row: a cart for as long as it is held, and the order that
     * claimed it from then on, so that a cart which goes on after an order can hold the same code again. Both are in
     * the column {@code cart_id}, where the id of an order is negative. Before, a claimed use stayed in the row of its cart;
     * such rows are as good as any.
     */
    record Holder(boolean isOrder, long id) {
        static Holder cart(long cartId) {
            return new Holder(false, cartId);
        }

        static Holder order(long orderId) {
            return new Holder(true, orderId);
        }

        /** From the column. */
        static Holder of(long column) {
            return column < 0 ? order(-column) : cart(column);
        }

        /** As it is in the column; an order must have its number. */
        long column() {
            return isOrder ? -id : id;
        }

        /** The cart; null if it is an order. */
        @Nullable
        Long cartId() {
            return isOrder ? null : (Long) id;
        }
    }

    /** Whether it counts: it was claimed, or is still held. */
    public boolean isLive(Instant now) {
        return orderId != null || heldUntil.isAfter(now);
    }

    public boolean isClaimed() {
        return orderId != null;
    }

    public PromoUse until(Instant time) {
        return new PromoUse(userId, amount, time, orderId, overrun);
    }
}
