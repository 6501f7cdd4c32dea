package dev.holdfast.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/**
 * The way to the tables of one schema: on connections of a pool, in transactions of its own, or on the one connection
 * of a host, inside the host's transaction and behind a savepoint.
 */
public final class Database {
    private static final int ATTEMPTS = 5;

    private final Jdbi jdbi;
    private final String quotedSchema;
    private final @Nullable Clock clock;
    private final boolean joined;

    // Shared with the views on hosts' connections, which are made for each call.
    private final Map<String, String> rendered;

    private Database(
            Jdbi jdbi, String quotedSchema, @Nullable Clock clock, boolean joined, Map<String, String> rendered) {
        this.jdbi = jdbi;
        this.quotedSchema = quotedSchema;
        this.rendered = rendered;
        this.clock = clock;
        this.joined = joined;
        jdbi.installPlugin(new PostgresPlugin());
        // A host's transaction is still open when we are done, as it should be.
        jdbi.getConfig(Handles.class).setForceEndTransactions(!joined);
        // Statements are constant, so every template is its own rendering.
        jdbi.getConfig(SqlStatements.class).setTemplateEngine((template, context) -> template);
    }

    /** On connections of a pool. */
    public static Database of(DataSource dataSource, String schema, @Nullable Clock clock) {
        if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "schema: \"" + schema + "\" is not made of lower-case letters, digits and underscores");
        }
        return new Database(Jdbi.create(dataSource), '"' + schema + '"', clock, false, new ConcurrentHashMap<>());
    }

    /** On a host's connection; the same schema and clock. */
    public Database within(Connection connection) {
        return new Database(Jdbi.create(connection), quotedSchema, clock, true, rendered);
    }

    /** Whether this is a host's connection, on which nothing is committed, repeated or remembered. */
    public boolean isJoined() {
        return joined;
    }

    /** Renders a statement: {@code #table} becomes the table in the schema. To be done once, when a store is built. */
    public String sql(String text) {
        return rendered.computeIfAbsent(text, template -> template.replace("#", quotedSchema + "."));
    }

    /** The builder's clock, to the microsecond, which is what the database keeps; null when the database's counts. */
    public @Nullable OffsetDateTime clockTime() {
        return clock == null
                ? null
                : clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** The time: the builder's clock or, without one, the database's. */
    public Instant now(Handle handle) {
        return handle.createQuery("select coalesce(cast(:now as timestamptz), clock_timestamp())")
                .bind("now", clockTime())
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant();
    }

    /** Runs reads, each statement for itself; on a host's connection behind a savepoint, as a read may fail too. */
    public <T extends @Nullable Object> T read(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(handle -> joined ? savepoint(handle, work) : work.apply(handle));
        } catch (RuntimeException e) {
            throw SqlErrors.translate(e);
        }
    }

    /**
     * Runs a change as one transaction, again when it failed for having met another (class 40); on a host's
     * connection once, behind a savepoint.
     */
    public <T extends @Nullable Object> T write(Function<Handle, T> work) {
        return write(work, result -> Transactions.UNNAMED);
    }

    /**
     * The same with the settings that commands have: each lock is waited for so long and no longer, whatever the pool's
     * isolation is; and a COMMIT that is lost can be asked after.
     *
     * @param lockTimeout ignored on a host's connection, whose transaction has its own
     * @throws dev.holdfast.UnavailableException if others held the rows for longer
     */
    public <T extends @Nullable Object> T write(Duration lockTimeout, Function<Handle, T> work) {
        record Done<T extends @Nullable Object>(T result, String transaction) {}
        return this.<Done<T>>write(
                        handle -> {
                            String transaction =
                                    joined ? Transactions.UNNAMED : Transactions.settings(handle, lockTimeout);
                            return new Done<>(work.apply(handle), transaction);
                        },
                        Done::transaction)
                .result();
    }

    /** The same for a change that knows its transaction's id; null when there is nothing to commit. */
    <T> T write(Function<Handle, T> work, Function<T, @Nullable String> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.withHandle(
                        handle -> joined ? savepoint(handle, work) : Transactions.run(this, handle, work, transaction));
            } catch (RuntimeException e) {
                if (joined || attempt == ATTEMPTS || !SqlErrors.isTransient(SqlErrors.state(e))) {
                    throw SqlErrors.translate(e);
                }
                pause(attempt);
            }
        }
    }

    /** A handle that the caller closes, for work that needs to see the commit itself. */
    Handle open() {
        return jdbi.open();
    }

    /**
     * Runs work on a connection that is in a transaction; when it fails, what it did is undone and the transaction lives
     * on. The savepoint is unnamed, so that it never hides one of the host's or of ours.
     */
    static <T extends @Nullable Object> T savepoint(Handle handle, Function<Handle, T> work) {
        Connection connection = handle.getConnection();
        try {
            Savepoint before = connection.setSavepoint();
            T result;
            try {
                result = work.apply(handle);
            } catch (RuntimeException | Error e) {
                undo(connection, before, e);
                throw e;
            }
            connection.releaseSavepoint(before);
            return result;
        } catch (SQLException e) {
            throw new TransactionException("the savepoint failed", e);
        }
    }

    private static void undo(Connection connection, Savepoint before, Throwable cause) {
        try {
            connection.rollback(before);
            // Or it would stay until the host's transaction ends.
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Waits a little before another attempt, longer each time, never in step with others. */
    static void pause(int attempt) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                ThreadLocalRandom.current().nextLong(1, 2L + (1L << Math.min(attempt, 6)))));
    }
}
