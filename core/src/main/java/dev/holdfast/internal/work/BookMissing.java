package dev.holdfast.internal.work;

/** The decision needs a rule book that is not in memory. It is read without locks, see {@link Loader#prepare}. */
public final class BookMissing extends TryAgain {
    private static final long serialVersionUID = 1L;

    private final long token;

    BookMissing(long token) {
        super("book " + token);
        this.token = token;
    }

    long token() {
        return token;
    }
}
