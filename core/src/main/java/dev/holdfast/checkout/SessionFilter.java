package dev.holdfast.checkout;

import org.jspecify.annotations.Nullable;

/**
 * Which checkout sessions to list; null accepts any.
 *
 * @param status how far they have come
 * @param cartId the cart that they are about
 */
public record SessionFilter(
        @Nullable SessionStatus status, @Nullable Long cartId) {
    /** All sessions. */
    public static final SessionFilter ALL = new SessionFilter(null, null);
}
