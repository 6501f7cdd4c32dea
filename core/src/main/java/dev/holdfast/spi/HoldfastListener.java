package dev.holdfast.spi;

import dev.holdfast.HoldfastBuilder;
import java.time.Duration;

/**
 * Told what a shop did, for metrics and the like. Everything that it is told has few values, so that each can be a
 * label; it is told nothing about a person.
 *
 * <p>Called in the thread that did the work, after its transaction: be quick, and be thread-safe. What a method throws is
 * logged and changes nothing.
 *
 * @see HoldfastBuilder#listener(HoldfastListener)
 */
public interface HoldfastListener {
    /** The outcome of a command that was done. */
    String ACCEPTED = "accepted";

    /** The outcome of a command that failed with what is no {@link dev.holdfast.HoldfastException}. */
    String FAILED = "failed";

    /**
     * A caller has its answer.
     *
     * @param command what was asked for, such as {@code put_item} or {@code checkout}
     * @param outcome {@link #ACCEPTED}, the code of the refusal such as {@code insufficient_stock}, or {@link #FAILED}
     * @param duration what the caller waited, for others and for the command itself
     */
    default void commandEnded(String command, String outcome, Duration duration) {}

    /**
     * Commands of concurrent callers, or of one, went through one transaction.
     *
     * @param commands how many, 1 or more; those that it refused count
     */
    default void batchEnded(int commands) {}

    /** A sweep went to its end, was stopped, or was locked out. Not told of those that only count. */
    default void sweepEnded(SweepResult result) {}

    /** A sweep failed, such as for a database that is away; what it did before stays done. */
    default void sweepFailed(RuntimeException failure) {}
}
