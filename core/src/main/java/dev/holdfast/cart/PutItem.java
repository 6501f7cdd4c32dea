package dev.holdfast.cart;

import org.jspecify.annotations.Nullable;

/**
 * A variant to be put into a cart.
 *
 * @param variantId what to hold
 * @param quantity how many units the cart shall hold of it, 1 or more, whatever it held before
 * @param userTier becomes the cart's; null leaves the cart's alone
 * @param promoCode is added to the cart's; null leaves the cart's alone
 */
public record PutItem(
        long variantId,
        int quantity,
        @Nullable String userTier,
        @Nullable String promoCode) {
    /** So many units of a variant. */
    public static PutItem of(long variantId, int quantity) {
        return new PutItem(variantId, quantity, null, null);
    }
}
