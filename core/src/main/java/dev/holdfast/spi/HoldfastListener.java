package dev.holdfast.spi;

import dev.holdfast.HoldfastBuilder;
import java.time.Duration;

/**
 * Receives what a shop did, for metrics. All texts come from small sets of values, so that each can be a label, and
 * none is personal data.
 *
 * <p>Methods are called in the thread that did the work, after its transaction: they must be fast and thread-safe. An
 * exception that a method throws is logged, and has no other effect. They are told of this process alone, and inside a
 * transaction of the host before it commits; who has to act on what happened reads {@link dev.holdfast.event.Events}, which
 * has what was committed, by whomever, and loses nothing.
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

    /**
     * A transaction that ran commands has moved units of stock. Called once for each kind, with what all its commands
     * moved. Imports do not count, and a sweep reports its units to {@link #sweepEnded} only. Inside a transaction of
     * the host it is called before the host commits.
     *
     * @param kind the kind of movement as in the ledger: {@code received}, {@code adjusted}, {@code reserved},
     *     {@code released}, {@code expired}, {@code sold} or {@code returned}
     * @param units above zero; of an adjustment, by how much it changed the stock in either direction
     */
    default void unitsMoved(String kind, long units) {}

    /**
     * A caller has named promo codes that do not exist, for a new cart, in a change of a cart, with an item or for a
     * quote. Many of them can mean that somebody guesses codes.
     *
     * @param codes how many, 1 or more
     */
    default void promoCodesUnknown(int codes) {}

    /** A sweep was completed, stopped or locked out. Not called for dry runs. */
    default void sweepEnded(SweepResult result) {}

    /** A sweep failed, for example because the database cannot be reached; its earlier batches stay done. */
    default void sweepFailed(RuntimeException failure) {}
}
