package dev.holdfast.server.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.UnavailableException;
import dev.holdfast.migrations.MigrationException;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.Configuration.MigrationMode;
import dev.holdfast.server.config.DatabaseAddress;
import dev.holdfast.server.config.Variable;
import dev.holdfast.server.health.HealthCheck;
import dev.holdfast.spi.HoldfastListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database of a process: the one that {@code DATABASE_URL} names, or the embedded one, with the schema and the shop
 * in it. Thread-safe.
 */
public final class ShopDatabase implements AutoCloseable {
    /** What a process needs the database for. */
    public enum Purpose {
        /** To serve: an embedded database is created if it is missing, and kept running. */
        SERVE,
        /** To set up a shop: an embedded database is created if it is missing. */
        SET_UP,
        /** To work on an existing shop. */
        WORK,
        /** To migrate the schema, even if the configuration says never. */
        MIGRATE
    }

    private final Configuration configuration;
    private final @Nullable EmbeddedDatabase embedded;
    private final HikariDataSource pool;
    private final HealthCheck health;
    private final @Nullable String actor;
    private int migrated;

    private ShopDatabase(
            Configuration configuration,
            @Nullable EmbeddedDatabase embedded,
            HikariDataSource pool,
            HealthCheck health,
            @Nullable String actor) {
        this.configuration = configuration;
        this.embedded = embedded;
        this.pool = pool;
        this.health = health;
        this.actor = actor;
    }

    /**
     * Opens the database, and migrates its schema if the purpose and the configuration allow that.
     *
     * @throws DatabaseUnavailableException if it cannot be reached, or its schema is missing or outdated; the message
     *     says what to do
     * @throws dev.holdfast.server.config.ConfigurationException if its schema belongs to another program, or a new
     *     schema is to be created in a database whose encoding is not UTF8
     */
    public static ShopDatabase open(Configuration configuration, Purpose purpose) {
        return open(configuration, purpose, null);
    }

    /**
     * The same for somebody who is named in what is written.
     *
     * @param actor see {@link Holdfast#as}; null for nobody
     */
    public static ShopDatabase open(Configuration configuration, Purpose purpose, @Nullable String actor) {
        EmbeddedDatabase embedded =
                configuration.database().isPresent() ? null : openEmbedded(configuration.dataDirectory(), purpose);
        try {
            DatabaseAddress address = embedded != null
                    ? embedded.address()
                    : configuration.database().orElseThrow();
            HikariDataSource pool = ConnectionPool.open(address, configuration.get(Variable.HOLDFAST_POOL_SIZE));
            ShopDatabase database = new ShopDatabase(
                    configuration, embedded, pool, new DatabaseHealth(pool, address, configuration.schema()), actor);
            try {
                database.migrate(purpose);
                return database;
            } catch (RuntimeException e) {
                database.pool.close();
                throw e;
            }
        } catch (RuntimeException e) {
            if (embedded != null) {
                embedded.close();
            }
            throw e;
        }
    }

    /** The pool of connections, closed with this. */
    public DataSource dataSource() {
        return pool;
    }

    /** Tells whether the database can be used. */
    public HealthCheck health() {
        return health;
    }

    /**
     * Reports the metrics of the connection pool from now on.
     *
     * @param registry a Micrometer {@code MeterRegistry}
     */
    public void reportTo(Object registry) {
        pool.setMetricRegistry(registry);
    }

    /** The shop, built as the configuration says. */
    public Holdfast shop() {
        return shop(new HoldfastListener() {});
    }

    /** The shop, built as the configuration says, with a listener. */
    public Holdfast shop(HoldfastListener listener) {
        HoldfastBuilder builder = Holdfast.builder(pool).listener(listener);
        configuration.applyTo(builder);
        return builder.build().as(actor);
    }

    /**
     * Runs work on the shop in one transaction.
     *
     * @param work uses the shop it is given, and returns whether to commit; otherwise everything is rolled back
     * @param advice what the caller's user should do when the connection fails, for the message
     * @return what the work returned
     * @throws UnavailableException if the connection fails; when that happens during the commit, its outcome is unknown
     */
    public boolean transaction(Predicate<Holdfast> work, String advice) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean commit = work.test(shop().within(connection));
            if (commit) {
                connection.commit();
            } else {
                connection.rollback();
            }
            return commit;
        } catch (SQLException e) {
            throw lost("; " + advice, e);
        }
    }

    /**
     * Reads the shop as of one moment: changes that others commit meanwhile are not seen.
     *
     * @param work reads from the shop it is given
     * @return what the work returned
     * @throws UnavailableException if the connection fails
     */
    public <T> T snapshot(Function<Holdfast, T> work) {
        try (Connection connection = pool.getConnection()) {
            beginSnapshot(connection);
            T result = work.apply(shop().within(connection));
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw lost("", e);
        }
    }

    /** Begins a transaction that sees one moment, without a setting that outlives it: the session may be shared. */
    static void beginSnapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
        }
    }

    private static UnavailableException lost(String advice, SQLException failure) {
        return new UnavailableException(
                "database_unavailable", "the database was lost" + advice, Duration.ofSeconds(1), failure);
    }

    /** The number of migrations that were applied when it was opened. */
    public int migrated() {
        return migrated;
    }

    /**
     * Locks servers of the version before out; see {@link Migrations#finish}.
     *
     * @return false if that was done before
     * @throws UnavailableException if a table was in use
     * @throws DatabaseUnavailableException if a statement failed
     */
    public boolean finishMigration() {
        try {
            return Migrations.finish(pool, configuration.schema());
        } catch (MigrationException e) {
            throw refused(configuration, e);
        }
    }

    /** Where the data are stored, for people to read. */
    public String place() {
        return embedded != null
                ? embedded.directory() + " (embedded PostgreSQL " + PostgresPrograms.MAJOR_VERSION + ")"
                : configuration.database().orElseThrow().shown() + ", schema " + configuration.schema();
    }

    /** Closes the connections, then the embedded database. Work in progress fails, so finish it first. */
    @Override
    public void close() {
        pool.close();
        if (embedded != null) {
            embedded.close();
        }
    }

    private static EmbeddedDatabase openEmbedded(Path directory, Purpose purpose) {
        if (purpose == Purpose.WORK && !Files.exists(directory.resolve("postgres"))) {
            throw new DatabaseUnavailableException("there is no database in " + directory
                    + "; start the server once, or set HOLDFAST_DATA or DATABASE_URL to an existing one");
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.open(directory);
        if (purpose == Purpose.SERVE) {
            embedded.keepRunning();
        }
        return embedded;
    }

    private void migrate(Purpose purpose) {
        MigrationMode mode = configuration.get(Variable.HOLDFAST_MIGRATE);
        boolean automatic = purpose == Purpose.SERVE || embedded != null;
        try {
            if (purpose == Purpose.MIGRATE
                    || mode == MigrationMode.ALWAYS
                    || (mode == MigrationMode.AUTO && automatic)) {
                migrated = Migrations.apply(pool, configuration.schema());
            } else if (Migrations.pending(pool, configuration.schema()) > 0) {
                throw new DatabaseUnavailableException("schema " + configuration.schema() + " at " + place()
                        + " is not migrated to this version; run the command migrate first");
            }
        } catch (MigrationException e) {
            throw refused(configuration, e);
        }
    }

    /** The refusal of a schema, for people to read. */
    static RuntimeException refused(Configuration configuration, MigrationException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return switch (refusal.reason()) {
            case SCHEMA_IN_USE -> configuration.value(Variable.HOLDFAST_SCHEMA).wrong("cannot be used: " + message);
            case ENCODING -> configuration.value(Variable.DATABASE_URL).wrong("cannot be used: " + message);
            case BUSY -> new UnavailableException("busy", message, Duration.ofSeconds(1), refusal);
            case NEWER, CHANGED, FAILED -> new DatabaseUnavailableException(message, refusal);
        };
    }
}
