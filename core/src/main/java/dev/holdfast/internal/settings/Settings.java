package dev.holdfast.internal.settings;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.spi.HoldfastListener;
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
        HoldLimits ceilings,
        Duration commandTimeout,
        int lanes,
        int batchLimit,
        int queueLimit,
        PricingPolicy policy,
        HoldfastListener listener) {
    /** With the ceilings that count when nothing else is said. */
    public Settings(
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
        this(
                schema,
                clock,
                currency,
                reservationTime,
                maxReservationAge,
                maxItemsPerCart,
                new HoldLimits(HoldfastBuilder.DEFAULT_MAX_UNITS_PER_CART, null, null),
                commandTimeout,
                lanes,
                batchLimit,
                queueLimit,
                policy,
                listener);
    }

    /** The same for a caller who waits another time. */
    public Settings withCommandTimeout(Duration timeout) {
        return new Settings(
                schema,
                clock,
                currency,
                reservationTime,
                maxReservationAge,
                maxItemsPerCart,
                ceilings,
                timeout,
                lanes,
                batchLimit,
                queueLimit,
                policy,
                listener);
    }
}
