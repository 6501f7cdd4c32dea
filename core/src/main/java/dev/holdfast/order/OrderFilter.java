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
 * @param email the buyer's e-mail address, in upper or lower case
 * @param reference what the order is called in another system
 * @param promoCode a promo code that was entered, in upper or lower case
 */
public record OrderFilter(
        @Nullable String userId,
        @Nullable OrderStatus status,
        @Nullable PaymentStatus paymentStatus,
        @Nullable Long cartId,
        @Nullable Instant placedFrom,
        @Nullable Instant placedTo,
        @Nullable String email,
        @Nullable String reference,
        @Nullable String promoCode) {
    /** Selects by buyer, states, cart and time. */
    public OrderFilter(
            @Nullable String userId,
            @Nullable OrderStatus status,
            @Nullable PaymentStatus paymentStatus,
            @Nullable Long cartId,
            @Nullable Instant placedFrom,
            @Nullable Instant placedTo) {
        this(userId, status, paymentStatus, cartId, placedFrom, placedTo, null, null, null);
    }

    /** Selects by buyer, state and cart. */
    public OrderFilter(@Nullable String userId, @Nullable OrderStatus status, @Nullable Long cartId) {
        this(userId, status, null, cartId, null, null);
    }

    /** Selects all orders. */
    public static OrderFilter all() {
        return new OrderFilter(null, null, null);
    }

    /** Selects the orders of an e-mail address. */
    public static OrderFilter ofEmail(String address) {
        return new OrderFilter(null, null, null, null, null, null, address, null, null);
    }

    /** Selects the orders that another system calls so. */
    public static OrderFilter ofReference(String name) {
        return new OrderFilter(null, null, null, null, null, null, null, name, null);
    }

    /** Selects the orders in which a promo code was entered. */
    public static OrderFilter ofPromoCode(String code) {
        return new OrderFilter(null, null, null, null, null, null, null, null, code);
    }
}
