package dev.holdfast.internal.work;

/** A decision needs a rule book that is not at hand; it is fetched without locks, and the decision made anew. */
public final class BookMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long token;

    public BookMissing(long token) {
        super("book " + token, null, false, false);
        this.token = token;
    }

    public long token() {
        return token;
    }
}
