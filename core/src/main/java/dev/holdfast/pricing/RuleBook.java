package dev.holdfast.pricing;

/** The rules of a shop at one moment. */
public final class RuleBook {
    private final long token;

    RuleBook(long token) {
        this.token = token;
    }

    /** Names this book; never used for another. */
    public long token() {
        return token;
    }
}
