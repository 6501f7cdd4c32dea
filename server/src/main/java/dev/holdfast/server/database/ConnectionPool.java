package dev.holdfast.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.holdfast.server.config.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens pools of connections. */
final class ConnectionPool {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);
    private static final int OLDEST_VERSION = 15;
    private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofSeconds(5);
    private static final String THRESHOLD = "prepareThreshold";
    private static final Pattern NAMES_THRESHOLD = Pattern.compile("[?&]" + THRESHOLD + "=");

    private ConnectionPool() {}

    /**
     * Opens a pool. Behind a pooler that may change the session between transactions, such as PgBouncer, no statement is
     * prepared by name, unless the address says otherwise.
     *
     * @param address of the database
     * @param size the most connections
     * @throws DatabaseUnavailableException if the database cannot be reached, or is too old
     */
    static HikariDataSource open(DatabaseAddress address, int size) {
        HikariConfig config = config(address, size);
        HikariDataSource pool = connect(config, address);
        try {
            if (!isPooledElsewhere(pool, address)) {
                return pool;
            }
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        pool.close();
        LOG.debug("a connection pooler is in front of {}; statements are not prepared by name", address);
        HikariConfig unnamed = config(address, size);
        unnamed.addDataSourceProperty(THRESHOLD, "0");
        return connect(unnamed, address);
    }

    private static HikariConfig config(DatabaseAddress address, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("holdfast");
        config.setJdbcUrl(address.jdbcUrl());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(2, size));
        config.setConnectionTimeout(LONGEST_WAIT_FOR_CONNECTION.toMillis());
        // Parameters of the address take precedence: the driver reads the address last.
        config.addDataSourceProperty("ApplicationName", "holdfast");
        config.addDataSourceProperty("connectTimeout", LONGEST_WAIT_FOR_CONNECTION.toSeconds());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return config;
    }

    private static HikariDataSource connect(HikariConfig config, DatabaseAddress address) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw unreachable(address, e);
        }
    }

    /** Checks the version, and whether the address leads to a pooler about whose statements it says nothing. */
    private static boolean isPooledElsewhere(HikariDataSource pool, DatabaseAddress address) {
        try (Connection connection = pool.getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_VERSION) {
                throw new DatabaseUnavailableException("the database at " + address.shown() + " is PostgreSQL "
                        + version + "; Holdfast needs " + OLDEST_VERSION + " or newer");
            }
            return !NAMES_THRESHOLD.matcher(address.jdbcUrl()).find() && isPooledElsewhere(connection);
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "the database at " + address.shown() + " cannot be used: " + e.getMessage(), e);
        }
    }

    // A pooler gives its client a process id of its own at the start, because the session will be another's.
    private static boolean isPooledElsewhere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
        }
    }

    private static DatabaseUnavailableException unreachable(DatabaseAddress address, Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        String advice = message.contains("unsupported startup parameter")
                ? "; list it in ignore_startup_parameters of PgBouncer"
                : "";
        return new DatabaseUnavailableException(
                "the database at " + address.shown() + " cannot be reached: " + message + advice, failure);
    }
}
