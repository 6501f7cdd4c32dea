package dev.holdfast.internal.work;

/**
 * A decision needs counters that were not locked. What it locked is let go, because locks have an order, and the
 * decision is made anew with all of them.
 */
public final class StockMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** To be thrown before anything is written, by a command that asks for them the next time. */
    public StockMissing() {
        super("stock", null, false, false);
    }
}
