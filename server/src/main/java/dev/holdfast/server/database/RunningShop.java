package dev.holdfast.server.database;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.DatabaseAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Reads a shop whose database is running, for callers that would rather have no answer than wait. Nothing is started,
 * created, migrated or written, and there is one connection, for as long as the call takes.
 */
public final class RunningShop {
    private RunningShop() {}

    /**
     * Reads from the shop as of one moment.
     *
     * @param longest for each wait: for the connection, for its answers, and for each statement; a second or more.
     *     Parameters in {@code DATABASE_URL} take precedence
     * @return what the work returned; empty if the embedded database is not running
     * @throws DatabaseUnavailableException if the database cannot be reached
     */
    public static <T> Optional<T> read(Configuration configuration, Duration longest, Function<Holdfast, T> work) {
        try {
            Optional<DatabaseAddress> address = configuration.database().isPresent()
                    ? configuration.database()
                    : EmbeddedDatabase.running(configuration.dataDirectory());
            return address.isPresent()
                    ? Optional.of(read(address.get(), configuration, longest, work))
                    : Optional.empty();
        } catch (SQLException | IOException e) {
            throw new DatabaseUnavailableException("the database cannot be read: " + e.getMessage(), e);
        }
    }

    private static <T> T read(
            DatabaseAddress address, Configuration configuration, Duration longest, Function<Holdfast, T> work)
            throws SQLException {
        try (Connection connection = connect(address, longest)) {
            ShopDatabase.beginSnapshot(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local statement_timeout = " + longest.toMillis());
            }
            // It is only used inside the transaction.
            HoldfastBuilder builder = Holdfast.builder(new PGSimpleDataSource());
            configuration.applyTo(builder);
            T result = work.apply(builder.build().within(connection));
            connection.rollback();
            return result;
        }
    }

    private static Connection connect(DatabaseAddress address, Duration longest) throws SQLException {
        Properties properties = new Properties();
        if (address.user() != null) {
            properties.setProperty("user", address.user());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        properties.setProperty("ApplicationName", "holdfast");
        for (String limit : new String[] {"loginTimeout", "connectTimeout", "socketTimeout"}) {
            properties.setProperty(limit, Long.toString(longest.toSeconds()));
        }
        // Behind a pooler the session may be another's.
        properties.setProperty("prepareThreshold", "0");
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }
}
