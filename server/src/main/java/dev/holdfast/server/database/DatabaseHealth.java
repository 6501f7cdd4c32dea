package dev.holdfast.server.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.server.config.DatabaseAddress;
import dev.holdfast.server.health.Health;
import dev.holdfast.server.health.Health.Reason;
import dev.holdfast.server.health.HealthCheck;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database can be used: on a connection of the pool, as every command would. The pool tries for seconds to
 * make a connection before it says why it cannot, so the explanation comes from a connection beside it.
 */
final class DatabaseHealth implements HealthCheck {
    private static final int PATIENCE_SECONDS = 2;

    private final HikariDataSource pool;
    private final DatabaseAddress address;
    private final String schema;

    DatabaseHealth(HikariDataSource pool, DatabaseAddress address, String schema) {
        this.pool = pool;
        this.address = address;
        this.schema = schema;
    }

    @Override
    public Health check() {
        try (Connection connection = pool.getConnection()) {
            Health health = examined(connection);
            // The pool replaces a connection that was lost; what matters is whether it can.
            return health.reason() == Reason.CONNECTION_LOST ? direct() : health;
        } catch (SQLException e) {
            // The pool remembers a failure that may be old.
            return isExhausted() ? Health.notReady(Reason.POOL_EXHAUSTED) : failed(e);
        }
    }

    @Override
    public Health explain() {
        Health direct = direct();
        boolean isFull = direct.reason() == null || direct.reason() == Reason.TOO_MANY_CONNECTIONS;
        if (isFull && isExhausted()) {
            return Health.notReady(Reason.POOL_EXHAUSTED);
        }
        return direct.reason() == null ? Health.notReady(Reason.CONNECTING) : direct;
    }

    private Health direct() {
        Properties properties = new Properties();
        if (address.user() != null) {
            properties.setProperty("user", address.user());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        properties.setProperty("ApplicationName", "holdfast health check");
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "1");
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties)) {
            return examined(connection);
        } catch (SQLException e) {
            return failed(e);
        }
    }

    private boolean isExhausted() {
        return pool.getHikariPoolMXBean().getActiveConnections() >= pool.getMaximumPoolSize();
    }

    private Health examined(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            try (ResultSet setting = statement.executeQuery("show transaction_read_only")) {
                if (setting.next() && setting.getString(1).equals("on")) {
                    return Health.notReady(Reason.READ_ONLY);
                }
            }
            int installed = Migrations.installed(connection, schema);
            return installed < Migrations.newest()
                    ? Health.notReady(
                            Reason.SCHEMA_OUTDATED,
                            "schema " + schema + " has version " + installed + ", and this version of Holdfast needs "
                                    + Migrations.newest())
                    : Health.READY;
        } catch (SQLException e) {
            return failed(e);
        }
    }

    private static Health failed(SQLException failure) {
        SQLException exact = failure;
        boolean timedOut = false;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            timedOut |= cause instanceof SocketTimeoutException;
            if (cause instanceof SQLException sql) {
                exact = sql;
            }
        }
        Reason reason = timedOut ? Reason.NO_ANSWER : reason(exact.getSQLState() == null ? "" : exact.getSQLState());
        return Health.notReady(reason, String.valueOf(exact.getMessage()));
    }

    private static Reason reason(String state) {
        return switch (state) {
            case "28000", "28P01", "08004" -> Reason.AUTHENTICATION_FAILED;
            case "3D000" -> Reason.DATABASE_MISSING;
            case "53300" -> Reason.TOO_MANY_CONNECTIONS;
            case "57P03" -> Reason.NOT_ACCEPTING;
            case "57P01", "57P02", "08003", "08006" -> Reason.CONNECTION_LOST;
            case "57014" -> Reason.NO_ANSWER;
            case "25006" -> Reason.READ_ONLY;
            case "42P01", "3F000" -> Reason.SCHEMA_MISSING;
            case "42501" -> Reason.PERMISSION_DENIED;
            default -> state.startsWith("08") ? Reason.CONNECTION_REFUSED : Reason.DATABASE_UNAVAILABLE;
        };
    }
}
