package dev.holdfast.internal.sql;

import dev.holdfast.HoldfastBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one schema: on connections of a pool, in transactions of their own, or on the connection of a host,
 * inside the host's transaction, where each read and change is a {@link HostCall}. Thread-safe on a pool.
 */
public final class Database {
    private static final int ATTEMPTS = 5;

    private final Jdbi jdbi;
    private final HostConnections hosts;
    private final Schema schema;
    private final @Nullable Clock clock;
    private final Duration timeout;
    private final @Nullable String actor;
    private final @Nullable Connection host;

    private Database(
            Jdbi jdbi,
            HostConnections hosts,
            Schema schema,
            @Nullable Clock clock,
            Duration timeout,
            @Nullable String actor,
            @Nullable Connection host) {
        this.jdbi = jdbi;
        this.hosts = hosts;
        this.schema = schema;
        this.clock = clock;
        this.timeout = timeout;
        this.actor = actor;
        this.host = host;
    }

    /** On connections of a pool. A change waits for a lock as long as a command does by default. */
    public static Database of(DataSource dataSource, String schema, @Nullable Clock clock) {
        Schema tables = Schema.named(schema);
        return new Database(
                jdbi(new OwnConnections(dataSource), tables, true),
                new HostConnections(tables),
                tables,
                clock,
                HoldfastBuilder.DEFAULT_COMMAND_TIMEOUT,
                null,
                null);
    }

    /** The same, with another limit to the wait for a lock. Costs no more than the object. */
    public Database withTimeout(Duration other) {
        return new Database(jdbi, hosts, schema, clock, other, actor, host);
    }

    /** On a host's connection; otherwise the same. Costs no more than the object. */
    public Database within(Connection connection) {
        return new Database(jdbi, hosts, schema, clock, timeout, actor, connection);
    }

    /** The same for somebody who is named in what is written; null for nobody. Costs no more than the object. */
    public Database as(@Nullable String name) {
        return new Database(jdbi, hosts, schema, clock, timeout, name, host);
    }

    /** On whose behalf it is written to; null if nobody was named. */
    public @Nullable String actor() {
        return actor;
    }

    private static Jdbi jdbi(ConnectionFactory connections, Schema schema, boolean ownTransactions) {
        Jdbi jdbi = Jdbi.create(connections)
                .installPlugin(new PostgresPlugin())
                .registerRowMapper(new RecordMappers())
                .registerColumnMapper(Currency.class, (row, column, context) -> {
                    String code = row.getString(column);
                    return code == null ? null : Currency.getInstance(code);
                });
        // A host's transaction is still open when a handle is closed, as it should be.
        jdbi.getConfig(Handles.class).setForceEndTransactions(ownTransactions);
        jdbi.getConfig(SqlStatements.class).setTemplateEngine((template, context) -> schema.render(template));
        SqlObjects.install(jdbi);
        return jdbi;
    }

    /**
     * Opens handles on hosts' connections. All of them share one Jdbi, because it caches what it learns about statements
     * and interfaces, and nearly every request of a server joins a connection.
     */
    private static final class HostConnections implements ConnectionFactory {
        // Set only while a handle is opened.
        private static final ThreadLocal<Connection> OPENING = new ThreadLocal<>();

        private final Jdbi jdbi;

        HostConnections(Schema schema) {
            jdbi = jdbi(this, schema, false);
        }

        Handle open(Connection connection) {
            OPENING.set(connection);
            try {
                return jdbi.open();
            } finally {
                OPENING.remove();
            }
        }

        @Override
        public Connection openConnection() {
            return OPENING.get();
        }

        @Override
        public void closeConnection(Connection connection) {
            // The host closes it.
        }
    }

    /** Whether this is a host's connection, on which nothing is committed, repeated or cached. */
    public boolean isJoined() {
        return host != null;
    }

    /** Renders a statement that does not go through Jdbi: {@code #table} becomes the table in the schema. */
    public String sql(String text) {
        return schema.render(text);
    }

    /** The builder's clock, to the microsecond as the database keeps it; null if the database's clock is used. */
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

    /** Runs reads, each statement by itself; on a host's connection as one call. */
    public <T extends @Nullable Object> T read(Function<Handle, T> work) {
        try {
            return isJoined() ? join(HostCall.Kind.READ, timeout, work) : jdbi.withHandle(work::apply);
        } catch (RuntimeException e) {
            throw SqlErrors.translate(e);
        }
    }

    /** Runs reads through an SqlObject interface. */
    public <S, T extends @Nullable Object> T read(Class<S> statements, Function<S, T> work) {
        return read(handle -> work.apply(handle.attach(statements)));
    }

    /**
     * Runs reads through an SqlObject interface on a connection that is given up if it does not answer in time. The other
     * end of a connection may have gone without a word, which is otherwise noticed after minutes.
     *
     * @param patience how long each answer may take
     * @throws dev.holdfast.UnavailableException if one takes longer
     */
    public <S, T> T readWithin(Duration patience, Class<S> statements, Function<S, T> work) {
        return read(handle -> {
            Connection connection = handle.getConnection();
            try {
                int before = connection.getNetworkTimeout();
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
                try {
                    return work.apply(handle.attach(statements));
                } finally {
                    // One that was given up is closed.
                    if (!connection.isClosed()) {
                        connection.setNetworkTimeout(Runnable::run, before);
                    }
                }
            } catch (SQLException e) {
                throw new ConnectionException(e);
            }
        });
    }

    /** Runs a change through an SqlObject interface, as {@link #write(Function)} does. */
    public <S, T extends @Nullable Object> T write(Class<S> statements, Function<S, T> work) {
        return write(handle -> work.apply(handle.attach(statements)));
    }

    /**
     * Runs a change as one transaction, and again if it conflicted with another (class 40); on a host's connection once.
     * It has the settings of a command: read committed whatever the pool's isolation, a limit to the wait for each lock,
     * and an outcome that can be looked up if COMMIT is lost.
     *
     * @throws dev.holdfast.UnavailableException if others held the rows for longer
     */
    public <T extends @Nullable Object> T write(Function<Handle, T> work) {
        return write(timeout, work);
    }

    /** Runs a change as {@link #write(Function)} does, with another limit to the wait for each lock. */
    public <T extends @Nullable Object> T write(Duration lockTimeout, Function<Handle, T> work) {
        record Done<T extends @Nullable Object>(T result, String transaction) {}
        return this.<Done<T>>write(
                        lockTimeout,
                        handle -> {
                            String transaction =
                                    isJoined() ? Transactions.UNNAMED : Transactions.settings(handle, lockTimeout);
                            return new Done<>(work.apply(handle), transaction);
                        },
                        Done::transaction)
                .result();
    }

    /**
     * Runs a change that prepares its transaction itself.
     *
     * @param lockTimeout the limit to the wait for each lock on a host's connection
     * @param transaction reads the transaction's name from the result; null if there is nothing to commit
     */
    public <T> T write(Duration lockTimeout, Function<Handle, T> work, Function<T, @Nullable String> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return isJoined()
                        ? join(HostCall.Kind.CHANGE, lockTimeout, work)
                        : jdbi.withHandle(handle -> Transactions.run(this, handle, work, transaction));
            } catch (RuntimeException e) {
                if (isJoined() || attempt == ATTEMPTS || !SqlErrors.isTransient(SqlErrors.state(e))) {
                    throw SqlErrors.translate(e);
                }
                pause(attempt);
            }
        }
    }

    /** A handle that the caller closes, for work that needs to see the commit itself. */
    public Handle open() {
        if (host == null) {
            return jdbi.open();
        }
        HostCall.requireUsable(host);
        return hosts.open(host);
    }

    private <T extends @Nullable Object> T join(HostCall.Kind kind, Duration limit, Function<Handle, T> work) {
        try (Handle handle = open()) {
            return HostCall.run(handle, kind, limit, work);
        }
    }

    /** Waits a little before another attempt: longer each time, with jitter. */
    public static void pause(int attempt) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                ThreadLocalRandom.current().nextLong(1, 2L + (1L << Math.min(attempt, 6)))));
    }
}
