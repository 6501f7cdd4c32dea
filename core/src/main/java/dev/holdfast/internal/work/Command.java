package dev.holdfast.internal.work;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Something to be done to the shop: says what it needs, and decides once that is locked and loaded.
 *
 * @param <R> the answer
 */
public interface Command<R> {
    /** What it is called in metrics. */
    String name();

    /** Adds what must be locked and read. */
    void needs(Needs needs);

    /** Commands with the same number are combined: what contends for one row should have one. */
    long lane();

    /** Adds the units that will be taken from stock beyond what is held already. */
    default void demand(WorkingSet shop, Demand demand) {}

    /** Adds the users who may hold more afterwards. Asked only when there is a ceiling for what users hold. */
    default void users(WorkingSet shop, Set<String> users) {}

    /**
     * Decides by what was loaded alone, and writes the outcome into it. A refusal is thrown, as a {@link
     * dev.holdfast.HoldfastException}, before anything is written into it.
     *
     * @return makes the answer, after the commit, of what was true when this was decided
     */
    Supplier<R> decide(WorkingSet shop);
}
