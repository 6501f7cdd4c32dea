package dev.holdfast.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.migrations.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * One PostgreSQL for all tests of a JVM, started on first use and stopped with the JVM. Each test class takes a schema
 * of its own.
 */
public final class TestDatabase {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private TestDatabase() {}

    private static final class Holder {
        static final EmbeddedPostgres POSTGRES = start();
        static final HikariDataSource POOL = pool("");

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

    private static HikariDataSource pool(String options) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url() + options);
        config.setMaximumPoolSize(32);
        config.setMinimumIdle(2);
        return new HikariDataSource(config);
    }

    /** The JDBC address, with the user's name in it. */
    public static String url() {
        return Holder.POSTGRES.getJdbcUrl("postgres", "postgres");
    }

    /** The port on the loopback. */
    public static int port() {
        return Holder.POSTGRES.getPort();
    }

    /** The pool that all tests share. */
    public static DataSource dataSource() {
        return Holder.POOL;
    }

    /** Makes a new schema with all tables, and answers its name. */
    public static String newSchema() {
        String schema = "test_" + SCHEMAS.incrementAndGet();
        Migrations.apply(dataSource(), schema);
        return schema;
    }
}
