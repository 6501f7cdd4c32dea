package dev.holdfast.internal.settings;

/**
 * How orders are undone.
 *
 * @param policy {@code keep} or {@code reprice}, for the orders that are placed from now on
 * @param promoUses whether an order that is cancelled as a whole gives its uses of stored promo codes back
 */
public record RefundSettings(String policy, boolean promoUses) {
    /** Without any setting. */
    public static final RefundSettings DEFAULT = new RefundSettings("keep", true);
}
