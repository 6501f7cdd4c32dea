package dev.holdfast.internal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/** The driver's own connection, which knows the state of its transaction without asking the database. */
final class DriverConnection {
    private DriverConnection() {}

    /** The connection behind a pool's or a proxy's; null if it is hidden or another driver's. */
    static @Nullable BaseConnection of(Connection connection) {
        try {
            return connection.unwrap(BaseConnection.class);
        } catch (SQLException | UnsupportedOperationException | AbstractMethodError e) {
            return null;
        }
    }
}
