package dev.holdfast.internal.sweep;

/**
 * A promo code that a cart held until a time. The last one of a batch is where the next batch starts.
 *
 * @param heldUntil in the database's own notation, which is exact
 */
public record PromoHold(long codeId, String heldUntil, long cartId) {
    /** Before the first one. */
    public static final PromoHold START = new PromoHold(0, "-infinity", 0);
}
