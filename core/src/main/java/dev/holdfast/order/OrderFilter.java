package dev.holdfast.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects orders; null accepts any value.
 *
 * @param userId the buyer
 * @param status the state of the order
 * @param paymentStatus the state of its payment
 * @param cartId the cart that the order was made from
 * @param placedFrom the earliest moment at which it was placed, included
 * @param placedTo the latest moment at which it was placed, excluded
 */
public record OrderFilter(
        @Nullable String userId,
        @Nullable OrderStatus status,
        @Nullable PaymentStatus paymentStatus,
        @Nullable Long cartId,
        @Nullable Instant placedFrom,
        @Nullable Instant placedTo) {
    /** Selects by buyer, state and cart. */
    public OrderFilter(@Nullable String userId, @Nullable OrderStatus status, @Nullable Long cartId) {
        this(userId, status, null, cartId, null, null);
    }

    /** Selects all orders. */
    public static OrderFilter all() {
        return new OrderFilter(null, null, null);
    }
}
