package dev.holdfast.internal;

import dev.holdfast.HoldfastListener;
import dev.holdfast.pricing.PricingPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What the builder was told.
 *
 * @param clock null for the database's
 */
public record Settings(
        String schema,
        @Nullable Clock clock,
        Currency currency,
        Duration reservationTime,
        Duration maxReservationAge,
        int maxItemsPerCart,
        Duration commandTimeout,
        int lanes,
        int batchLimit,
        int queueLimit,
        PricingPolicy policy,
        HoldfastListener listener) {
    /** The same for a caller who waits another time. */
    public Settings withCommandTimeout(Duration timeout) {
        return new Settings(
                schema,
                clock,
                currency,
                reservationTime,
                maxReservationAge,
                maxItemsPerCart,
                timeout,
                lanes,
                batchLimit,
                queueLimit,
                policy,
                listener);
    }
}
