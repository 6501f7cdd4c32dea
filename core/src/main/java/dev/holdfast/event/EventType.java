package dev.holdfast.event;

import dev.holdfast.internal.event.EventWords;
import java.util.Arrays;
import java.util.Optional;

/** What can happen. {@code docs/events.md} says of each what its data has. */
public enum EventType {
    /** A cart holds units of a variant that it held none of. */
    RESERVATION_CREATED("reservation.created"),
    /** A cart holds more units of a variant than before, or fewer. */
    RESERVATION_CHANGED("reservation.changed"),
    /** A cart gave the last units of a variant back. */
    RESERVATION_RELEASED("reservation.released"),
    /** A reservation was over, and its units were taken from the cart; which may be later than its time. */
    RESERVATION_EXPIRED("reservation.expired"),
    /** Units on hand came, left, or were counted; or orders began to wait for units. */
    STOCK_CHANGED("stock.changed"),
    /** What can be sold from hand at a location fell to the reorder point or below it. */
    STOCK_LOW("stock.low"),
    /** Units can be sold from hand at a location where there were none. */
    STOCK_BACK_IN_STOCK("stock.back_in_stock"),
    /** Units came in for an order that waited for them. */
    STOCK_BACKORDER_FILLED("stock.backorder_filled"),
    /** A cart was created. */
    CART_CREATED(EventWords.CART_CREATED),
    /** A cart was deleted. */
    CART_DELETED(EventWords.CART_DELETED),
    /** All that a cart held became an order. */
    CART_CHECKED_OUT("cart.checked_out"),
    /** A checkout session was begun. */
    CHECKOUT_SESSION_OPENED(EventWords.SESSION_OPENED),
    /** A checkout session became an order. */
    CHECKOUT_SESSION_COMPLETED(EventWords.SESSION_COMPLETED),
    /** A checkout session was cancelled. */
    CHECKOUT_SESSION_CANCELLED(EventWords.SESSION_CANCELLED),
    /** A sweep found a checkout session whose time was over. */
    CHECKOUT_SESSION_EXPIRED(EventWords.SESSION_EXPIRED),
    /** A checkout session was paid for, and units that it needs are gone. */
    CHECKOUT_SESSION_SHORTFALL(EventWords.SESSION_SHORTFALL),
    /** What was paid for a checkout session with a shortfall was given back. */
    CHECKOUT_SESSION_REFUNDED(EventWords.SESSION_REFUNDED),
    /** A payment provider reported something for a checkout session. */
    CHECKOUT_SESSION_PAYMENT_REPORTED(EventWords.SESSION_PAYMENT),
    /** An order was placed. */
    ORDER_PLACED("order.placed"),
    /** A payment provider reported something for an order. */
    ORDER_PAYMENT_REPORTED(EventWords.ORDER_PAYMENT),
    /** All that an order costs was captured. */
    ORDER_PAID(EventWords.ORDER_PAID),
    /** A payment for an order failed. */
    ORDER_PAYMENT_FAILED(EventWords.ORDER_PAYMENT_FAILED),
    /** Units of an order reached its buyer. */
    ORDER_FULFILLED(EventWords.ORDER_FULFILLED),
    /** Units of an order were cancelled. */
    ORDER_CANCELLED(EventWords.ORDER_CANCELLED),
    /** Units of an order came back. */
    ORDER_RETURNED(EventWords.ORDER_RETURNED),
    /** More money has to be given back to the buyer of an order than before. */
    ORDER_REFUND_DUE(EventWords.ORDER_REFUND_DUE),
    /** A product or a variant was added, changed or deleted. */
    PRODUCT_CHANGED("product.changed"),
    /** A price of a product or a variant was changed. Comes beside {@link #PRODUCT_CHANGED}. */
    PRICE_CHANGED("price.changed"),
    /** A pricing rule was added, changed or archived. */
    PRICING_RULE_CHANGED("pricing_rule.changed"),
    /** A stored promo code was added, changed or deleted. */
    PROMO_CODE_CHANGED("promo_code.changed"),
    /** The last use of a stored promo code, or the last of its budget, was taken. */
    PROMO_CODE_EXHAUSTED(EventWords.PROMO_CODE_EXHAUSTED),
    /** A location was added or changed. */
    LOCATION_CHANGED("location.changed"),
    /** An API key was created. */
    KEY_CREATED("key.created"),
    /** The secret of an API key was exchanged. */
    KEY_ROTATED("key.rotated"),
    /** An API key was revoked. */
    KEY_REVOKED("key.revoked"),
    /** Something else about an API key was changed. */
    KEY_CHANGED("key.changed");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /** The word in JSON, such as {@code order.placed}. */
    public String word() {
        return word;
    }

    /** The type with this {@linkplain #word() word}; empty if there is none. */
    public static Optional<EventType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
