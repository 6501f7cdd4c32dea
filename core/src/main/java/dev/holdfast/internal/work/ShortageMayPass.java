package dev.holdfast.internal.work;

import dev.holdfast.internal.stock.StockKey;

/** The decision needs rows that others have locked and that, being out of the order of locks, are not waited for. */
public final class ShortageMayPass extends TryAgain {
    private static final long serialVersionUID = 1L;

    ShortageMayPass(StockKey key) {
        super("expired items of " + key + " are locked by others");
    }

    ShortageMayPass(int origin) {
        super("the anonymous carts of origin " + origin + " are being changed by others");
    }

    ShortageMayPass(String user) {
        super("the holds of user " + user + " are being changed by others");
    }
}
