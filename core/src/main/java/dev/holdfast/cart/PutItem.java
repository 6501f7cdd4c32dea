package dev.holdfast.cart;

import org.jspecify.annotations.Nullable;

/**
 * A variant to put into a cart.
 *
 * @param variantId the variant
 * @param quantity the units that the cart holds of it afterwards, 1 to {@value dev.holdfast.Limits#QUANTITY}, whatever it
 *     held before
 * @param userTier the cart's new tier; null keeps the tier that it has
 * @param promoCode a code to add to the cart's; null adds none
 */
public record PutItem(
        long variantId,
        int quantity,
        @Nullable String userTier,
        @Nullable String promoCode) {
    /** A quantity of a variant, without a tier or a code. */
    public static PutItem of(long variantId, int quantity) {
        return new PutItem(variantId, quantity, null, null);
    }
}
