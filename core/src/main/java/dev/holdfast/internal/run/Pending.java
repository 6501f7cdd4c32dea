package dev.holdfast.internal.run;

import dev.holdfast.HoldfastException;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.TryAgain;
import dev.holdfast.internal.work.WorkingSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs, and its outcome. Written by the thread that runs it, and read by its caller after the lane has
 * told the caller that it is done.
 */
final class Pending<R> {
    final Command<R> command;
    private final @Nullable String actor;
    private @Nullable Supplier<R> accepted;
    private @Nullable RuntimeException refused;
    private @Nullable RuntimeException again;

    /**
     * Not decided yet.
     *
     * @param actor on whose behalf it runs; null if nobody was named
     */
    Pending(Command<R> command, @Nullable String actor) {
        this.command = command;
        this.actor = actor;
    }

    /** Decides it, after the commands before it in the list. */
    void decide(WorkingSet shop) {
        accepted = null;
        refused = null;
        again = null;
        // A list has commands of several actors.
        shop.actor(actor);
        try {
            accepted = command.decide(shop);
        } catch (TryAgain e) {
            again = e;
        } catch (HoldfastException e) {
            refused = e;
        }
    }

    boolean isAccepted() {
        return accepted != null;
    }

    /** It did not run, and another try can succeed. */
    void again(RuntimeException cause) {
        accepted = null;
        refused = null;
        again = cause;
    }

    /** It did not run, or its outcome is unknown; trying again is up to the caller. */
    void failed(RuntimeException cause) {
        accepted = null;
        again = null;
        refused = cause;
    }

    /** Why it has to be tried again; null when it is done. */
    @Nullable
    RuntimeException again() {
        return again;
    }

    /** Makes the answer, or throws the refusal or failure. */
    R answer() {
        if (refused != null) {
            throw refused;
        }
        if (accepted == null) {
            throw new IllegalStateException("not decided");
        }
        return accepted.get();
    }
}
