package dev.holdfast.internal.work;

/**
 * A command was not decided, and wrote nothing: it has to be loaded and decided anew. Thrown by {@link WorkingSet} and
 * commands, caught by the runner, and seen by no caller.
 */
public abstract sealed class TryAgain extends RuntimeException permits BookMissing, NotLoaded, ShortageMayPass {
    private static final long serialVersionUID = 1L;

    TryAgain(String reason) {
        super(reason, null, false, false);
    }
}
