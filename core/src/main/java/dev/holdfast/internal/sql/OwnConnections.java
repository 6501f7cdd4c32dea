package dev.holdfast.internal.sql;

import dev.holdfast.UnusableTransactionException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * The connections of Holdfast's own transactions. Some DataSources give a caller who is in a transaction the connection
 * of that transaction, which a COMMIT or ROLLBACK of Holdfast would end: such a connection is refused and left alone.
 * Thread-safe.
 */
@SuppressWarnings("ReferenceEquality") // It asks whether two connections are the same one.
final class OwnConnections implements ConnectionFactory {
    // A pool of one connection has none left for the thread that asks.
    private static final Duration ASKED_FOR = Duration.ofMillis(250);

    private final DataSource dataSource;
    private volatile @Nullable Boolean turnsAutocommitOff;
    private @Nullable Thread asking;

    OwnConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = dataSource.getConnection();
        BaseConnection driver;
        try {
            driver = DriverConnection.of(connection);
            if (!isInTransaction(connection, driver)) {
                return connection;
            }
        } catch (SQLException | RuntimeException e) {
            release(connection, e);
            throw e;
        }
        UnusableTransactionException refusal = new UnusableTransactionException(
                "dataSource: gave a connection that is in a transaction already, as a transaction-aware DataSource does;"
                        + " give the builder the pool behind it, and call Holdfast inside a transaction through"
                        + " within(connection)",
                null);
        if (connection != driver) {
            release(connection, refusal);
        }
        throw refusal;
    }

    /** Gives a connection back: what a DataSource shares it keeps open. The driver's own would really be closed. */
    private static void release(Connection connection, Throwable cause) {
        try {
            connection.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private boolean isInTransaction(Connection connection, @Nullable BaseConnection driver) throws SQLException {
        if (driver != null && driver.getTransactionState() != TransactionState.IDLE) {
            return true;
        }
        // Without autocommit it may be in a transaction in which no statement has run yet, of which the driver does not
        // know; or the pool turns autocommit off.
        return !connection.getAutoCommit() && !poolTurnsAutocommitOff() && isShared(driver);
    }

    /** Whether a second caller gets the same connection while this one has it: then it belongs to the thread. */
    private boolean isShared(@Nullable BaseConnection driver) {
        if (driver == null) {
            return true;
        }
        try (Connection second = dataSource.getConnection()) {
            return DriverConnection.of(second) == driver;
        } catch (SQLException e) {
            // There is no other one, so it is not shared.
            return false;
        }
    }

    /** Whether a thread that is in no transaction gets connections without autocommit; true if that cannot be told now. */
    private boolean poolTurnsAutocommitOff() {
        if (turnsAutocommitOff == null) {
            try {
                asking().join(ASKED_FOR.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return !Boolean.FALSE.equals(turnsAutocommitOff);
    }

    private synchronized Thread asking() {
        if (asking == null || !asking.isAlive()) {
            // Without this thread's inheritable values, of which its transaction may be one.
            asking = new Thread(null, this::askForAutocommit, "holdfast-autocommit", 0, false);
            asking.setDaemon(true);
            asking.start();
        }
        return asking;
    }

    private void askForAutocommit() {
        try (Connection fresh = dataSource.getConnection()) {
            turnsAutocommitOff = !fresh.getAutoCommit();
        } catch (SQLException | RuntimeException e) {
            // The next caller asks again.
        }
    }
}
