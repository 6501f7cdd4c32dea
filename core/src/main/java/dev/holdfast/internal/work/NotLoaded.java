package dev.holdfast.internal.work;

/**
 * The decision needs something that was not locked, or not read. Locks have an order, so those that are held are
 * released, and the command is loaded anew with all that it needs.
 */
public final class NotLoaded extends TryAgain {
    private static final long serialVersionUID = 1L;

    /**
     * To be thrown before anything is written.
     *
     * @param what is missing; the next load must include it
     */
    public NotLoaded(String what) {
        super(what);
    }
}
