package dev.holdfast.testing.junit;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database, and the statements that the kit runs on it beside Holdfast.
 *
 * @param dataSource gives connections, with autocommit on or off
 * @param url its address, with the user; null if only the DataSource is known
 */
record TestDatabase(DataSource dataSource, @Nullable String url) {
    /** The time limit of a statement. Without one, a transaction that a test left open would block it forever. */
    static final int MOST_SECONDS = 20;

    private static final int MOST_CONNECTIONS = 32;
    private static final long SHORTEST_IDLE_TIMEOUT_MS = 10_000;
    private static final Map<String, DataSource> POOLS = new ConcurrentHashMap<>();

    /**
     * The database at an address, with a pool that all test classes of the JVM share. Does not connect yet.
     *
     * @throws IllegalArgumentException if it is no address of PostgreSQL
     */
    static TestDatabase at(String url) {
        return new TestDatabase(POOLS.computeIfAbsent(url, TestDatabase::pool), url);
    }

    private static DataSource pool(String url) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(url);
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(connections);
        pool.setMaximumPoolSize(MOST_CONNECTIONS);
        // It is never closed, so it keeps none that is not in use.
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(SHORTEST_IDLE_TIMEOUT_MS);
        return pool;
    }

    /**
     * Drops a schema with all that is in it.
     *
     * @param seconds how long to wait for transactions that use it
     * @throws IllegalStateException if it is still in use then, or cannot be dropped
     */
    void drop(String schema, int seconds) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
            statement.execute("drop schema \"" + schema + "\" cascade");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the schema " + schema + " cannot be dropped; did a test leave a transaction open?", e);
        }
    }

    /** When the last reservation in any cart expires; null if there is none. */
    @Nullable
    Instant lastReservation(String schema) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(MOST_SECONDS);
            try (ResultSet row =
                    statement.executeQuery("select max(reserved_until) from \"" + schema + "\".cart_items")) {
                row.next();
                OffsetDateTime last = row.getObject(1, OffsetDateTime.class);
                return last == null ? null : last.toInstant();
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the reservations of " + schema + " cannot be read", e);
        }
    }
}
