package dev.holdfast.order;

import org.jspecify.annotations.Nullable;

/**
 * Which orders are wanted; what is null does not matter.
 *
 * @param userId bought by this user
 * @param status in this state
 * @param cartId made from this cart
 */
public record OrderFilter(
        @Nullable String userId,
        @Nullable OrderStatus status,
        @Nullable Long cartId) {
    /** All of them. */
    public static OrderFilter all() {
        return new OrderFilter(null, null, null);
    }
}
