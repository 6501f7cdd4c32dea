package dev.holdfast.verify;

import java.time.Duration;
import java.util.List;

/**
 * What a look at all the books came to.
 *
 * @param results one for each invariant, in the order in which they were looked at
 * @param violations what was found, at most {@value #MAX_KEPT}; {@link #count()} has the number of all
 * @param duration how long it took
 */
public record VerifyReport(List<Result> results, List<Violation> violations, Duration duration) {
    /** How many violations are kept, so that a shop in ruins does not fill the memory. */
    public static final int MAX_KEPT = 1_000;

    /** Copies the lists. */
    public VerifyReport {
        results = List.copyOf(results);
        violations = List.copyOf(violations);
    }

    /**
     * What became of one invariant.
     *
     * @param invariant its name, a stable word
     * @param claim what it says of a sound shop
     * @param violations how many rows break it
     * @param duration how long it took
     */
    public record Result(String invariant, String claim, long violations, Duration duration) {}

    /** Whether nothing was found. */
    public boolean isSound() {
        return count() == 0;
    }

    /** How many violations were found, those that are not kept included. */
    public long count() {
        return results.stream().mapToLong(Result::violations).sum();
    }
}
