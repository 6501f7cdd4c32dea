package dev.holdfast.internal.sql;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.spi.HostTransaction;
import dev.holdfast.spi.HostTransactions;
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
 * inside the host's transaction, where each read and change is a {@link HostCall}. One that was told of {@linkplain
 * #joining the host's transactions} is the one or the other, by the thread that uses it. Thread-safe on a pool.
 */
public final class Database {
    private static final int ATTEMPTS = 5;

    private final Jdbi jdbi;
    private final HostConnections hosts;
    private final Schema schema;
    private final @Nullable Clock clock;
    private final Duration timeout;
    private final @Nullable String actor;
    private final @Nullable HostTransactions transactions;
    private final @Nullable Connection host;
    private final @Nullable HostTransaction current;

    private Database(
            Jdbi jdbi,
            HostConnections hosts,
            Schema schema,
            @Nullable Clock clock,
            Duration timeout,
            @Nullable String actor,
            @Nullable HostTransactions transactions,
            @Nullable Connection host,
            @Nullable HostTransaction current) {
        this.jdbi = jdbi;
        this.hosts = hosts;
        this.schema = schema;
        this.clock = clock;
        this.timeout = timeout;
        this.actor = actor;
        this.transactions = transactions;
        this.host = host;
        this.current = current;
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
                null,
                null,
                null);
    }

    /** The same, which joins the transaction of the host that a calling thread is in. */
    public Database joining(@Nullable HostTransactions others) {
        return new Database(jdbi, hosts, schema, clock, timeout, actor, others, host, current);
    }

    /**
     * This database as the calling thread uses it in one call: on the connection of the host's transaction that the thread is
     * in, or else this one itself.
     */
    public Database here() {
        HostTransaction joined = transactions == null ? null : transactions.current();
        return joined == null
                ? this
                : new Database(jdbi, hosts, schema, clock, timeout, actor, null, joined.connection(), joined);
    }

    /** The same, on connections of the pool also where a thread is in a transaction of the host. */
    public Database ownTransactions() {
        return new Database(jdbi, hosts, schema, clock, timeout, actor, null, null, null);
    }

    /** How long a call may take that is given so much time: less if the host's transaction has to end before. */
    public Duration limited(Duration time) {
        Duration left = current == null ? null : current.timeLeft();
        return left == null || left.compareTo(time) > 0 ? time : left;
    }

    /** Does something once what was done in the transaction of {@link #here} is committed. */
    public void afterCommit(Runnable work) {
        if (current != null) {
            current.afterCommit(work);
        }
    }

    /** The same, with another limit to the wait for a lock. Costs no more than the object. */
    public Database withTimeout(Duration other) {
        return new Database(jdbi, hosts, schema, clock, other, actor, transactions, host, current);
    }

    /** On a host's connection; otherwise the same. Costs no more than the object. */
    public Database within(Connection connection) {
        return new Database(jdbi, hosts, schema, clock, timeout, actor, null, connection, null);
    }

    /** The same for somebody who is named in what is written; null for nobody. Costs no more than the object. */
    public Database as(@Nullable String name) {
        return new Database(jdbi, hosts, schema, clock, timeout, name, transactions, host, current);
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

    /** Whether the calling thread uses a host's connection, on which nothing is committed, repeated or cached. */
    public boolean isJoined() {
        return here().host != null;
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
        Database here = here();
        try {
            return here.host != null ? here.join(HostCall.Kind.READ, timeout, work) : jdbi.withHandle(work::apply);
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
        Database here = here();
        boolean joined = here.host != null;
        for (int attempt = 1; ; attempt++) {
            try {
                return joined
                        ? here.join(HostCall.Kind.CHANGE, lockTimeout, work)
                        : jdbi.withHandle(handle -> Transactions.run(this, handle, work, transaction));
            } catch (RuntimeException e) {
                if (joined || attempt == ATTEMPTS || !SqlErrors.isTransient(SqlErrors.state(e))) {
                    throw SqlErrors.translate(e);
                }
                pause(attempt);
            }
        }
    }

    /** A handle that the caller closes, for work that needs to see the commit itself. */
    public Handle open() {
        Database here = here();
        if (here.host == null) {
            return jdbi.open();
        }
        HostCall.requireUsable(here.host);
        return hosts.open(here.host);
    }

    private <T extends @Nullable Object> T join(HostCall.Kind kind, Duration limit, Function<Handle, T> work) {
        try (Handle handle = open()) {
            Duration left = current == null ? null : current.timeLeft();
            if (left != null) {
                handle.getConfig(SqlStatements.class)
                        .setQueryTimeout(Math.toIntExact(Math.min(Integer.MAX_VALUE, 1 + left.toSeconds())));
            }
            return HostCall.run(handle, kind, limited(limit), work);
        }
    }

    /** Waits a little before another attempt: longer each time, with jitter. */
    public static void pause(int attempt) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                ThreadLocalRandom.current().nextLong(1, 2L + (1L << Math.min(attempt, 6)))));
    }
}
