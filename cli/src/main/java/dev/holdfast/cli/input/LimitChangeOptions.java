package dev.holdfast.cli.input;

import dev.holdfast.catalog.VariantLimitsChange;
import picocli.CommandLine.Option;

/** Options that change {@link LimitOptions limits} of a variant, or clear them. */
public final class LimitChangeOptions extends LimitOptions {
    @Option(names = "--no-min-quantity", description = "Sell single units.")
    private boolean noMinQuantity;

    @Option(names = "--no-max-quantity", description = "Sell any number of units.")
    private boolean noMaxQuantity;

    @Option(names = "--no-quantity-step", description = "Sell units in any number.")
    private boolean noQuantityStep;

    @Option(names = "--no-max-per-user", description = "Sell each user any number of units.")
    private boolean noMaxPerUser;

    @Option(names = "--no-max-per-user-days", description = "Let orders count for --max-per-user always.")
    private boolean noMaxPerUserDays;

    @Option(names = "--no-reservation-time", description = "Reserve it for as long as other variants.")
    private boolean noReservationTime;

    /** The change that they describe. */
    public VariantLimitsChange change() {
        return new VariantLimitsChange(
                Patches.value("/min_quantity", minQuantity, noMinQuantity),
                Patches.value("/max_quantity", maxQuantity, noMaxQuantity),
                Patches.value("/quantity_step", quantityStep, noQuantityStep),
                Patches.value("/max_per_user", maxPerUser, noMaxPerUser),
                Patches.value("/max_per_user_days", maxPerUserDays, noMaxPerUserDays),
                Patches.value("/reservation_time", time(), noReservationTime));
    }
}
