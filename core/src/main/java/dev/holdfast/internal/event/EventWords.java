package dev.holdfast.internal.event;

/** The types of events that are written to {@code events}, in the words of JSON and of the database. */
public final class EventWords {
    public static final String CART_CREATED = "cart.created";
    public static final String CART_DELETED = "cart.deleted";
    public static final String SESSION_OPENED = "checkout_session.opened";
    public static final String SESSION_COMPLETED = "checkout_session.completed";
    public static final String SESSION_CANCELLED = "checkout_session.cancelled";
    public static final String SESSION_EXPIRED = "checkout_session.expired";
    public static final String SESSION_SHORTFALL = "checkout_session.shortfall";
    public static final String SESSION_REFUNDED = "checkout_session.refunded";
    public static final String SESSION_PAYMENT = "checkout_session.payment_reported";
    public static final String ORDER_PAYMENT = "order.payment_reported";
    public static final String ORDER_PAID = "order.paid";
    public static final String ORDER_PAYMENT_FAILED = "order.payment_failed";
    public static final String ORDER_FULFILLED = "order.fulfilled";
    public static final String ORDER_CANCELLED = "order.cancelled";
    public static final String ORDER_RETURNED = "order.returned";
    public static final String ORDER_REFUND_DUE = "order.refund_due";
    public static final String PROMO_CODE_EXHAUSTED = "promo_code.exhausted";

    private EventWords() {}
}
