package dev.holdfast.server.access;

import io.github.bucket4j.Bandwidth;
import java.time.Duration;

/**
 * How often something may happen: as many times at once, and again as many, spread evenly, in each period. Immutable.
 *
 * @param most at least 1
 * @param period from a second to a day
 */
public record Rate(int most, Duration period) {
    /** The longest period. */
    public static final Duration LONGEST = Duration.ofDays(1);

    /** The greatest number. */
    public static final int GREATEST = 1_000_000;

    /** Checks both. */
    public Rate {
        if (most < 1 || most > GREATEST) {
            throw new IllegalArgumentException("most: " + most + " is not between 1 and " + GREATEST);
        }
        if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("period: " + period + " is not between a second and a day");
        }
    }

    /** So many times in a minute. */
    public static Rate inAMinute(int most) {
        return new Rate(most, Duration.ofMinutes(1));
    }

    Bandwidth bandwidth() {
        return Bandwidth.builder().capacity(most).refillGreedy(most, period).build();
    }
}
