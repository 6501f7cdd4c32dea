package dev.holdfast.cli.input;

import dev.holdfast.InvalidInputException;
import dev.holdfast.catalog.VariantLimits;
import dev.holdfast.server.config.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how much of a variant a cart and a user can have, and how long an item of it is reserved. */
public class LimitOptions {
    @Option(names = "--min-quantity", paramLabel = "UNITS", description = "The fewest units of an item.")
    @Nullable
    Integer minQuantity;

    @Option(names = "--max-quantity", paramLabel = "UNITS", description = "The most units of an item.")
    @Nullable
    Integer maxQuantity;

    @Option(names = "--quantity-step", paramLabel = "UNITS", description = "Sell it in multiples of so many units.")
    @Nullable
    Integer quantityStep;

    @Option(
            names = "--max-per-user",
            paramLabel = "UNITS",
            description = "The most units for each user, over orders and carts.")
    @Nullable
    Integer maxPerUser;

    @Option(
            names = "--max-per-user-days",
            paramLabel = "DAYS",
            description = "For how many days orders count for --max-per-user. Default: always.")
    @Nullable
    Integer maxPerUserDays;

    @Option(
            names = "--reservation-time",
            paramLabel = "DURATION",
            description = "How long an item of it is reserved, such as 10m.")
    @Nullable
    String reservationTime;

    /** The limits that they describe. */
    public VariantLimits limits() {
        return new VariantLimits(minQuantity, maxQuantity, quantityStep, maxPerUser, maxPerUserDays, time());
    }

    @Nullable
    Duration time() {
        if (reservationTime == null) {
            return null;
        }
        return Durations.parse(reservationTime)
                .orElseThrow(() -> new InvalidInputException(
                        "/reservation_time",
                        '"' + reservationTime + "\" is not a duration such as 90s, 15m, 2h or PT15M"));
    }
}
