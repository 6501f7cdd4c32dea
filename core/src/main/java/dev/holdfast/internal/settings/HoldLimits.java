package dev.holdfast.internal.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long and how much can be held, so that nobody can hold a whole shop.
 *
 * @param reservationTime how long a put or a renewal holds an item
 * @param maxReservationAge how long renewals can hold an item in all
 * @param itemsPerCart items of a cart
 * @param unitsPerCart units that a cart holds
 * @param itemsPerUser items that a user holds over all open carts; null for any number
 * @param unitsPerUser units that a user holds over all open carts; null for any number
 * @param anonymous what carts hold that anybody can make
 */
public record HoldLimits(
        Duration reservationTime,
        Duration maxReservationAge,
        int itemsPerCart,
        int unitsPerCart,
        @Nullable Integer itemsPerUser,
        @Nullable Integer unitsPerUser,
        AnonymousLimits anonymous) {
    /** Without limits of anonymous carts. */
    public HoldLimits(
            Duration reservationTime,
            Duration maxReservationAge,
            int itemsPerCart,
            int unitsPerCart,
            @Nullable Integer itemsPerUser,
            @Nullable Integer unitsPerUser) {
        this(
                reservationTime,
                maxReservationAge,
                itemsPerCart,
                unitsPerCart,
                itemsPerUser,
                unitsPerUser,
                AnonymousLimits.NONE);
    }

    /** Whether it has to be counted what users hold. */
    public boolean ofUsers() {
        return itemsPerUser != null || unitsPerUser != null;
    }
}
