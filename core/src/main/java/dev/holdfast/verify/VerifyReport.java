package dev.holdfast.verify;

import java.time.Duration;
import java.util.List;

/**
 * The result of a verification.
 *
 * @param results one for each invariant, in the order in which they were checked
 * @param violations the first {@value #MAX_KEPT} violations; {@link #count()} is the number of all
 * @param duration how long it took
 */
public record VerifyReport(List<Result> results, List<Violation> violations, Duration duration) {
    /** The most violations that are kept, so that a badly damaged shop does not exhaust the memory. */
    public static final int MAX_KEPT = 1_000;

    /** Copies the lists. */
    public VerifyReport {
        results = List.copyOf(results);
        violations = List.copyOf(violations);
    }

    /**
     * The result of one invariant.
     *
     * @param invariant its name, a stable word
     * @param claim what is true in a consistent shop
     * @param violations the number of rows that violate it
     * @param duration how long it took
     */
    public record Result(String invariant, String claim, long violations, Duration duration) {}

    /** Whether there are no violations. */
    public boolean isSound() {
        return count() == 0;
    }

    /** The number of violations, including those that are not kept. */
    public long count() {
        return results.stream().mapToLong(Result::violations).sum();
    }
}
