package dev.holdfast.internal.work;

import dev.holdfast.internal.stock.StockKey;

/** What was needed out of the order of locks is locked by somebody else, and was not waited for: try again. */
public final class ShortageMayPass extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ShortageMayPass(StockKey key) {
        super("expired lines of " + key + " are locked by others", null, false, false);
    }

    public ShortageMayPass(String user) {
        super("what user " + user + " holds is being changed by others", null, false, false);
    }
}
