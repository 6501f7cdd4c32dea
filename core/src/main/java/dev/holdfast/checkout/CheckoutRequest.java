package dev.holdfast.checkout;

import dev.holdfast.Money;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A cart to be checked out.
 *
 * @param cartId the cart
 * @param userId the buyer: becomes the cart's user if it has none, and must be the same if it has one; null leaves it
 * @param expectedTotal the total that the buyer was shown; null to charge what the cart shows
 * @param expectedAmount the same as a plain decimal number in the cart's currency, for callers who do not know it
 * @param currency must be the cart's currency; null accepts any
 */
public record CheckoutRequest(
        long cartId,
        @Nullable String userId,
        @Nullable Money expectedTotal,
        @Nullable BigDecimal expectedAmount,
        @Nullable Currency currency) {
    /** Checks that at most one total is expected. */
    public CheckoutRequest {
        if (expectedTotal != null && expectedAmount != null) {
            throw new IllegalArgumentException(
                    "expectedAmount: " + expectedAmount + " is given beside an expectedTotal of " + expectedTotal);
        }
    }

    /** A cart, with the buyer and the expected total; both may be null. */
    public CheckoutRequest(long cartId, @Nullable String userId, @Nullable Money expectedTotal) {
        this(cartId, userId, expectedTotal, null, null);
    }

    /** A cart, as it is. */
    public static CheckoutRequest of(long cartId) {
        return new CheckoutRequest(cartId, null, null);
    }
}
