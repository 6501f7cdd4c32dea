package dev.holdfast.catalog;

import dev.holdfast.Limits;
import dev.holdfast.internal.stock.LimitsRow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of a variant a cart and a user can have, and how long an item of it is reserved.
 *
 * <p>The quantities bind what a buyer puts from then on. A cart that holds another quantity when they change keeps it, may
 * renew, lower and buy it. Gifts of pricing rules do not count: their rule says how many there are.
 *
 * @param minQuantity the fewest units of one item, 1 to {@value Limits#QUANTITY}; null for one
 * @param maxQuantity the most units of one item, 1 to {@value Limits#QUANTITY}, not less than the fewest; null for no limit
 *     of its own
 * @param quantityStep units are sold in multiples of this, 1 to {@value Limits#QUANTITY}, and so are the fewest and the
 *     most; null for single units
 * @param maxPerUser the most units for each user, 1 to {@value Limits#QUANTITY}: what the user's orders have, less what was
 *     cancelled or returned, and what the user's carts hold. A cart of an unknown buyer can hold so many, which count once
 *     it gets a user, or its checkout names one; null for no limit
 * @param maxPerUserDays orders count for so many days, 1 to {@value Limits#DAYS}, a day being 24 hours; null for always
 * @param reservationTime how long an item of it is reserved each time it is put or extended, whole seconds from 1 to
 *     {@value Limits#RESERVATION_SECONDS}, up to the maximum age of a reservation; null for the time that its buyer's tier
 *     or the shop has. A time that a cart was created with takes precedence
 */
public record VariantLimits(
        @Nullable Integer minQuantity,
        @Nullable Integer maxQuantity,
        @Nullable Integer quantityStep,
        @Nullable Integer maxPerUser,
        @Nullable Integer maxPerUserDays,
        @Nullable Duration reservationTime) {
    /** No limits. */
    public static final VariantLimits NONE = new VariantLimits(null, null, null, null, null, null);

    /** Returns a copy with other quantities; null for no limit. */
    public VariantLimits withQuantities(@Nullable Integer min, @Nullable Integer max, @Nullable Integer step) {
        return new VariantLimits(min, max, step, maxPerUser, maxPerUserDays, reservationTime);
    }

    /** Returns a copy with another limit for each user; null for no limit, and for orders that count always. */
    public VariantLimits withMaxPerUser(@Nullable Integer units, @Nullable Integer days) {
        return new VariantLimits(minQuantity, maxQuantity, quantityStep, units, days, reservationTime);
    }

    /** Returns a copy with another reservation time; null for none of its own. */
    public VariantLimits withReservationTime(@Nullable Duration time) {
        return new VariantLimits(minQuantity, maxQuantity, quantityStep, maxPerUser, maxPerUserDays, time);
    }

    static VariantLimits of(LimitsRow row) {
        return row.equals(LimitsRow.NONE)
                ? NONE
                : new VariantLimits(
                        row.minQuantity(),
                        row.maxQuantity(),
                        row.quantityStep(),
                        row.maxPerUser(),
                        row.maxPerUserDays(),
                        row.reservationTime());
    }

    LimitsRow row() {
        return new LimitsRow(
                minQuantity,
                maxQuantity,
                quantityStep,
                maxPerUser,
                maxPerUserDays,
                reservationTime == null ? null : (Integer) Math.toIntExact(reservationTime.toSeconds()));
    }
}
