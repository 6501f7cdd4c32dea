package dev.holdfast.internal.settings;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long and how much can be held, so that nobody can hold a whole shop.
 *
 * @param reservationTime how long a put or a renewal holds an item, where nothing more specific is said
 * @param reservationTimes the same for the buyers of a tier, by tier
 * @param maxReservationAge how long renewals can hold an item in all
 * @param itemsPerCart items of a cart
 * @param unitsPerCart units that a cart holds
 * @param itemsPerUser items that a user holds over all open carts; null for any number
 * @param unitsPerUser units that a user holds over all open carts; null for any number
 * @param anonymous what carts hold that anybody can make
 */
public record HoldLimits(
        Duration reservationTime,
        Map<String, Duration> reservationTimes,
        Duration maxReservationAge,
        int itemsPerCart,
        int unitsPerCart,
        @Nullable Integer itemsPerUser,
        @Nullable Integer unitsPerUser,
        AnonymousLimits anonymous) {
    /** Copies the times. */
    public HoldLimits {
        reservationTimes = Map.copyOf(reservationTimes);
    }

    /** Without times of tiers and limits of anonymous carts. */
    public HoldLimits(
            Duration reservationTime,
            Duration maxReservationAge,
            int itemsPerCart,
            int unitsPerCart,
            @Nullable Integer itemsPerUser,
            @Nullable Integer unitsPerUser) {
        this(
                reservationTime,
                Map.of(),
                maxReservationAge,
                itemsPerCart,
                unitsPerCart,
                itemsPerUser,
                unitsPerUser,
                AnonymousLimits.NONE);
    }

    /**
     * How long a put or a renewal holds an item: the most specific time that there is.
     *
     * @param ofCart the time of its cart; null for none
     * @param ofVariant the time of its variant; null for none
     * @param tier of its buyer; null for none
     */
    public Duration reservationTime(@Nullable Duration ofCart, @Nullable Duration ofVariant, @Nullable String tier) {
        if (ofCart != null) {
            return ofCart;
        }
        if (ofVariant != null) {
            return ofVariant;
        }
        return tier == null ? reservationTime : reservationTimes.getOrDefault(tier, reservationTime);
    }

    /** Whether it has to be counted what users hold. */
    public boolean ofUsers() {
        return itemsPerUser != null || unitsPerUser != null;
    }
}
