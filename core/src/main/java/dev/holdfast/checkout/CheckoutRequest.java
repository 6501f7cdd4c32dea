package dev.holdfast.checkout;

import dev.holdfast.Money;
import org.jspecify.annotations.Nullable;

/**
 * A cart to be checked out.
 *
 * @param cartId the cart
 * @param userId who buys: fills the cart's user if it has none, and must be the same if it has; null leaves it
 * @param expectedTotal what the buyer was shown; null to charge what the cart shows
 */
public record CheckoutRequest(
        long cartId, @Nullable String userId, @Nullable Money expectedTotal) {
    /** A cart, as it is. */
    public static CheckoutRequest of(long cartId) {
        return new CheckoutRequest(cartId, null, null);
    }
}
