package dev.holdfast.catalog;

import dev.holdfast.Patch;
import java.time.Duration;

/**
 * The change of a variant's {@link VariantLimits}; see {@link Patch}. A limit that is cleared is no limit.
 *
 * @param minQuantity see {@link VariantLimits#minQuantity()}
 * @param maxQuantity see {@link VariantLimits#maxQuantity()}
 * @param quantityStep see {@link VariantLimits#quantityStep()}
 * @param maxPerUser see {@link VariantLimits#maxPerUser()}; if it is cleared, so are its days
 * @param maxPerUserDays see {@link VariantLimits#maxPerUserDays()}
 * @param reservationTime see {@link VariantLimits#reservationTime()}; items that are reserved keep their time until they
 *     are renewed
 */
public record VariantLimitsChange(
        Patch<Integer> minQuantity,
        Patch<Integer> maxQuantity,
        Patch<Integer> quantityStep,
        Patch<Integer> maxPerUser,
        Patch<Integer> maxPerUserDays,
        Patch<Duration> reservationTime) {
    /** A change of nothing. */
    public static VariantLimitsChange none() {
        return new VariantLimitsChange(
                Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());
    }

    /** A change of all limits. */
    public static VariantLimitsChange to(VariantLimits limits) {
        return new VariantLimitsChange(
                Patch.set(limits.minQuantity()),
                Patch.set(limits.maxQuantity()),
                Patch.set(limits.quantityStep()),
                Patch.set(limits.maxPerUser()),
                Patch.set(limits.maxPerUserDays()),
                Patch.set(limits.reservationTime()));
    }

    /** The limits after the change. */
    VariantLimits of(VariantLimits before) {
        Integer units = maxPerUser.or(before.maxPerUser());
        return new VariantLimits(
                minQuantity.or(before.minQuantity()),
                maxQuantity.or(before.maxQuantity()),
                quantityStep.or(before.quantityStep()),
                units,
                maxPerUserDays.or(units == null ? null : before.maxPerUserDays()),
                reservationTime.or(before.reservationTime()));
    }
}
