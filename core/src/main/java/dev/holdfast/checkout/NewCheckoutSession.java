package dev.holdfast.checkout;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A checkout session to begin.
 *
 * @param checkout what is bought, and by whom
 * @param expiresIn how long the session holds the items, from 1 second to 1 day in whole seconds; null for the
 *     {@linkplain dev.holdfast.HoldfastBuilder#checkoutSessionTime configured time}
 */
public record NewCheckoutSession(
        CheckoutRequest checkout, @Nullable Duration expiresIn) {
    /** A session for all of a cart, of the configured length. */
    public static NewCheckoutSession of(long cartId) {
        return new NewCheckoutSession(CheckoutRequest.of(cartId), null);
    }
}
