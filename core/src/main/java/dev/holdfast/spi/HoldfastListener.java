package dev.holdfast.spi;

import dev.holdfast.HoldfastBuilder;
import java.time.Duration;

/**
 * Receives what a shop did, for metrics. All texts come from small sets of values, so that each can be a label, and
 * none is personal data.
 *
 * <p>Methods are called in the thread that did the work, after its transaction: they must be fast and thread-safe. An
 * exception that a method throws is logged, and has no other effect.
 *
 * @see HoldfastBuilder#listener(HoldfastListener)
 */
public interface HoldfastListener {
    /** The outcome of a command that was accepted. */
    String ACCEPTED = "accepted";

    /** The outcome of a command that failed with an exception other than a {@link dev.holdfast.HoldfastException}. */
    String FAILED = "failed";

    /**
     * A command has ended.
     *
     * @param command the kind of command, such as {@code put_item} or {@code checkout}
     * @param outcome {@link #ACCEPTED}, the code of the refusal such as {@code insufficient_stock}, or {@link #FAILED}
     * @param duration how long the caller waited, for other commands and for this one
     */
    default void commandEnded(String command, String outcome, Duration duration) {}

    /**
     * A transaction has ended that ran the commands of one or more concurrent callers.
     *
     * @param commands the number of its commands, 1 or more, including refused ones
     */
    default void batchEnded(int commands) {}

    /** A sweep was completed, stopped or locked out. Not called for dry runs. */
    default void sweepEnded(SweepResult result) {}

    /** A sweep failed, for example because the database cannot be reached; its earlier batches stay done. */
    default void sweepFailed(RuntimeException failure) {}
}
