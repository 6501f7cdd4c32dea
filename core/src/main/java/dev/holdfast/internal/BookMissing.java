package dev.holdfast.internal;

/** A decision needs a rule book that is not at hand; it is fetched without locks, and the decision made anew. */
final class BookMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long token;

    BookMissing(long token) {
        super("book " + token, null, false, false);
        this.token = token;
    }

    long token() {
        return token;
    }
}
