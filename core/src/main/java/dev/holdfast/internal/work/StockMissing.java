package dev.holdfast.internal.work;

/**
 * The decision needs counters that were not locked. Locks have an order, so those that are held are released, and the
 * command is loaded anew with all of them.
 */
public final class StockMissing extends TryAgain {
    private static final long serialVersionUID = 1L;

    /** To be thrown before anything is written, by a command that asks for the counters the next time. */
    public StockMissing() {
        super("stock");
    }
}
