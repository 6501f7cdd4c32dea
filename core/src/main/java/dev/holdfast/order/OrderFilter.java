package dev.holdfast.order;

import org.jspecify.annotations.Nullable;

/**
 * Selects orders; null accepts any value.
 *
 * @param userId the buyer
 * @param status the state of the order
 * @param cartId the cart that the order was made from
 */
public record OrderFilter(
        @Nullable String userId,
        @Nullable OrderStatus status,
        @Nullable Long cartId) {
    /** Selects all orders. */
    public static OrderFilter all() {
        return new OrderFilter(null, null, null);
    }
}
