package dev.holdfast.internal.work;

import java.util.Set;
import java.util.function.Supplier;

/**
 * A change of the shop: it says what has to be locked and loaded, and decides once that is done.
 *
 * @param <R> the answer
 */
public interface Command<R> {
    /** Its name in metrics. */
    String name();

    /** Adds what has to be locked and read. */
    void needs(Needs needs);

    /** Commands with the same number are combined, so commands that compete for one row should share one. */
    long lane();

    /** Adds the units that it wants from stock beyond those that are held already. */
    default void demand(WorkingSet shop, Demand demand) {}

    /** Adds the users who may hold more afterwards, or the same for longer. Called only if users have a limit. */
    default void users(WorkingSet shop, Set<String> users) {}

    /** Adds what anonymous carts may hold more of afterwards. Called only if they have a limit that is counted. */
    default void anonymous(WorkingSet shop, AnonymousDemand demand) {}

    /** Asks for what users have of the variants with a limit for each user that it gives to a user, or keeps for one. */
    default void purchases(WorkingSet shop, Purchases purchases) {}

    /**
     * Decides from the working set alone, and changes it. A refusal is thrown, as a {@link
     * dev.holdfast.HoldfastException}, before anything is changed.
     *
     * @return makes the answer, after the commit, from the state at the time of the decision
     */
    Supplier<R> decide(WorkingSet shop);
}
