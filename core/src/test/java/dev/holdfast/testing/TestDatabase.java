package dev.holdfast.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.migrations.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * One PostgreSQL for all tests of a JVM, started on first use and stopped with the JVM. Each test class takes a schema
 * of its own.
 *
 * <p>With the system property {@value #URL} the tests run on another one instead, such as an older version: a JDBC address
 * with the user in it, who owns the database. Schemas named {@code test_...} are replaced there, and it should take 400
 * connections.
 */
public final class TestDatabase {
    /** The property that names another database. */
    public static final String URL = "holdfast.test.url";

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private TestDatabase() {}

    private static final class Pool {
        static final HikariDataSource POOL = pool(url());
    }

    private static final class Holder {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "400")
                        .setServerConfig("shared_buffers", "256MB")
                        .setServerConfig("deadlock_timeout", "200ms")
                        // A foreign zone, so that a test fails where a time depends on the session's.
                        .setServerConfig("timezone", "Asia/Kolkata")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A pool of connections to a database; the caller closes it. */
    public static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(32);
        config.setMinimumIdle(2);
        return new HikariDataSource(config);
    }

    /** The JDBC address, with the user's name in it. */
    public static String url() {
        String other = System.getProperty(URL);
        return other != null ? other : Holder.POSTGRES.getJdbcUrl("postgres", "postgres");
    }

    /** The port on the loopback. */
    public static int port() {
        return Holder.POSTGRES.getPort();
    }

    /** The pool that all tests share. */
    public static DataSource dataSource() {
        return Pool.POOL;
    }

    /** Makes a new schema with all tables, and answers its name. */
    public static String newSchema() {
        return newSchema(dataSource());
    }

    /** Makes a new schema with all tables in some database, and answers its name. */
    public static String newSchema(DataSource owner) {
        String schema = "test_" + SCHEMAS.incrementAndGet();
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + schema + " cascade");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Migrations.apply(owner, schema);
        return schema;
    }
}
