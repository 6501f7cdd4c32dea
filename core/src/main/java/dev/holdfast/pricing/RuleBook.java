package dev.holdfast.pricing;

/** The rules of a shop at one moment. */
public final class RuleBook {
    private final long token;

    private RuleBook(long token) {
        this.token = token;
    }

    /** A book with no rules. */
    public static RuleBook empty(long token) {
        return new RuleBook(token);
    }

    /** Names this book; never used for another. */
    public long token() {
        return token;
    }
}
