package dev.holdfast.internal.rules;

import dev.holdfast.internal.json.RuleJson;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Currency;
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
 * The rule books, by token: a book never changes, so what was read once is kept, the {@value #KEPT} last used. Books
 * share the rules that did not change between them. Thread-safe.
 */
public final class RuleBooks {
    private static final int KEPT = 16;

    // Stored rules name the currency of their money, so that this one is never asked for.
    private static final Currency NONE = Currency.getInstance("XXX");

    private final Database database;
    private final String select;
    private final Map<Long, RuleBook> books = Collections.synchronizedMap(new RecentlyUsed());
    private final Map<Long, CompletableFuture<RuleBook>> underway = new ConcurrentHashMap<>();
    private final @Nullable RuleBooks shared;
    private volatile Map<String, RuleRevision> lastRead = Map.of();

    /** Books of this database. */
    public RuleBooks(Database database) {
        this(database, null);
    }

    private RuleBooks(Database database, @Nullable RuleBooks shared) {
        this.database = database;
        this.shared = shared;
        this.select = database.sql("""
                select code, revision, cast(definition as text) as definition, changed_at
                from #pricing_rule_revisions
                where from_token <= :token and (until_token is null or until_token > :token)
                  and (active or definition -> 'conditions' ->> 'promo_code' is not null
                       or definition -> 'conditions' ->> 'stored_codes' = 'true')
                """);
    }

    /**
     * Books for a host's connection: those that are kept here are used there, because they are committed; what is read
     * there is not kept here, because it may never be, until {@link #share()} says that it is.
     */
    public RuleBooks within(Database joined) {
        return new RuleBooks(joined, this);
    }

    /** To be called when the host's transaction was committed: what was read in it is kept for all. */
    public void share() {
        if (shared != null) {
            shared.books.putAll(books);
        }
    }

    /** The book if it is at hand without a query. */
    public @Nullable RuleBook cached(long token) {
        RuleBook book = shared == null ? null : shared.cached(token);
        return book == null ? books.get(token) : book;
    }

    /** The book, read on a connection of its own if it is not at hand; callers that ask at once share one reading. */
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
            return await(others);
        }
        try {
            RuleBook read = database.read(handle -> read(handle, token, lastRead));
            books.put(token, read);
            remember(read);
            mine.complete(read);
            return read;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underway.remove(token);
        }
    }

    /** The book on a host's connection: read on this handle if it is not at hand. */
    public RuleBook read(Handle handle, long token) {
        RuleBook book = cached(token);
        if (book == null) {
            book = read(handle, token, Map.of());
            books.put(token, book);
        }
        return book;
    }

    private RuleBook read(Handle handle, long token, Map<String, RuleRevision> known) {
        List<RuleRevision> rules = handle.createQuery(select)
                .bind("token", token)
                .map((row, context) -> {
                    RuleRevision entry = known.get(row.getString("code"));
                    return entry != null && entry.revision() == row.getInt("revision") ? entry : parse(row);
                })
                .list();
        return RuleBook.of(token, rules);
    }

    private static RuleRevision parse(ResultSet row) throws SQLException {
        return new RuleRevision(
                RuleJson.read(row.getString("definition"), NONE),
                row.getInt("revision"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                false);
    }

    private void remember(RuleBook book) {
        Map<String, RuleRevision> byCode = new HashMap<>();
        book.rules().forEach(entry -> byCode.put(entry.rule().code(), entry));
        lastRead = byCode;
    }

    private static RuleBook await(CompletableFuture<RuleBook> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
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
