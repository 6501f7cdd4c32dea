package dev.holdfast.internal.rules;

import dev.holdfast.UnusableTransactionException;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Rule books by token. A book never changes, so the {@value #KEPT} most recently used ones are kept in memory. Books
 * share the rules that did not change between them. Thread-safe.
 */
public final class RuleBooks {
    private static final int KEPT = 16;

    private final Database database;
    private final Map<Long, RuleBook> books = Collections.synchronizedMap(new RecentlyUsed());
    private final Map<Long, CompletableFuture<RuleBook>> underway = new ConcurrentHashMap<>();
    private final @Nullable RuleBooks shared;
    private volatile Map<String, RuleRevision> lastRead = Map.of();
    private volatile CountingBooks counting = CountingBooks.NONE;

    /** The books of a database. */
    public RuleBooks(Database database) {
        this(database, null);
    }

    private RuleBooks(Database database, @Nullable RuleBooks shared) {
        this.database = database;
        this.shared = shared;
    }

    /**
     * Books for a host's connection. They use the books kept here, which are committed. Books read on the connection may
     * never be committed, so they are not kept here until {@link #share()} is called.
     */
    public RuleBooks within(Database joined) {
        return new RuleBooks(joined, this);
    }

    /** Keeps what was read in a host's transaction for all. Call it when the transaction is known to be committed. */
    public void share() {
        if (shared != null) {
            synchronized (books) {
                books.values().forEach(shared::keep);
            }
        }
    }

    /** Those of the books in memory that ask how many orders a buyer has placed. */
    public CountingBooks counting() {
        return shared == null ? counting : shared.counting().and(counting);
    }

    /** The book if it is in memory, else null. */
    public @Nullable RuleBook cached(long token) {
        RuleBook book = shared == null ? null : shared.cached(token);
        return book == null ? books.get(token) : book;
    }

    /** The book, read on a separate connection if it is not in memory. Concurrent callers share one read. */
    public RuleBook at(long token) {
        RuleBook book = cached(token);
        if (book != null) {
            return book;
        }
        if (database.isJoined()) {
            return database.read(handle -> read(handle, token));
        }
        CompletableFuture<RuleBook> mine = new CompletableFuture<>();
        CompletableFuture<RuleBook> others = underway.putIfAbsent(token, mine);
        if (others != null) {
            return await(others, token);
        }
        try {
            RuleBook read = database.read(handle -> read(handle, token, lastRead));
            keep(read);
            remember(read);
            mine.complete(read);
            return read;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underway.remove(token, mine);
        }
    }

    /** The book, read on this handle if it is not in memory. */
    public RuleBook read(Handle handle, long token) {
        RuleBook book = cached(token);
        if (book == null) {
            RuleBook read = read(handle, token, Map.of());
            Database here = database.here();
            if (here == database) {
                keep(read);
            }
            RuleBooks committed = shared == null ? this : shared;
            here.afterCommit(() -> committed.keep(read));
            return read;
        }
        return book;
    }

    private RuleBook read(Handle handle, long token, Map<String, RuleRevision> known) {
        List<RuleRevision> rules = new ArrayList<>();
        for (RuleRow row : handle.attach(RuleSql.class).book(token)) {
            RuleRevision entry = known.get(row.code());
            rules.add(entry != null && entry.revision() == row.revision() ? entry : row.parsed());
        }
        return RuleBook.of(token, rules);
    }

    private void keep(RuleBook book) {
        synchronized (books) {
            books.put(book.token(), book);
            counting = CountingBooks.of(books.values());
        }
    }

    private void remember(RuleBook book) {
        Map<String, RuleRevision> byCode = new HashMap<>();
        book.rules().forEach(entry -> byCode.put(entry.rule().code(), entry));
        lastRead = byCode;
    }

    private RuleBook await(CompletableFuture<RuleBook> reading, long token) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UnusableTransactionException) {
                // Only the thread that read is in a transaction.
                underway.remove(token, reading);
                return at(token);
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static final class RecentlyUsed extends LinkedHashMap<Long, RuleBook> {
        private static final long serialVersionUID = 1L;

        RecentlyUsed() {
            super(32, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, RuleBook> eldest) {
            return size() > KEPT;
        }
    }
}
