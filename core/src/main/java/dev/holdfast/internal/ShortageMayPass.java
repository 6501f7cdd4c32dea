package dev.holdfast.internal;

/** There is not enough, and part of what is missing is in expired lines that somebody else has locked: try again. */
final class ShortageMayPass extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ShortageMayPass(StockKey key) {
        super("expired lines of " + key + " are locked by others", null, false, false);
    }
}
