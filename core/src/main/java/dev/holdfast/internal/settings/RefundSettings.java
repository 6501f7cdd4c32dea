package dev.holdfast.internal.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How orders are undone.
 *
 * @param policy {@code keep} or {@code reprice}, for the orders that are placed from now on
 * @param promoUses whether an order that is cancelled as a whole gives its uses of stored promo codes back
 * @param payWithin how long an order may wait for its payment before it is cancelled; null for any time
 */
public record RefundSettings(
        String policy, boolean promoUses, @Nullable Duration payWithin) {
    /** Without any setting. */
    public static final RefundSettings DEFAULT = new RefundSettings("keep", true, null);
}
