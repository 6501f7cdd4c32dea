package dev.holdfast.internal;

import dev.holdfast.pricing.RuleBook;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rule books, by token: a book never changes, so what was read once is kept. Thread-safe. */
public final class RuleBooks {
    private final Database database;

    /** Books of this database; nothing is kept when it is a host's connection. */
    public RuleBooks(Database database) {
        this.database = database;
    }

    /** The book if it is at hand without a query. */
    public @Nullable RuleBook cached(long token) {
        return null;
    }

    /** The book, read on a connection of its own if it is not at hand. */
    public RuleBook at(long token) {
        return database.read(handle -> read(handle, token));
    }

    /** The book, read on this handle and not kept. */
    public RuleBook read(Handle handle, long token) {
        return RuleBook.empty(token);
    }
}
