package dev.holdfast.spring;

import dev.holdfast.spi.HostTransaction;
import dev.holdfast.spi.HostTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Finds the transaction of Spring that the calling thread is in, on one DataSource, whichever transaction manager began
 * it: {@code @Transactional} and {@code TransactionTemplate} of JDBC and of JPA. Thread-safe.
 */
final class SpringTransactions implements HostTransactions {
    private final DataSource dataSource;

    SpringTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public @Nullable HostTransaction current() {
        if (!(TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder holder)) {
            return null;
        }
        // A scope without a transaction (SUPPORTS) keeps a connection as well, in autocommit mode or not.
        if (TransactionSynchronizationManager.isSynchronizationActive()
                && !TransactionSynchronizationManager.isActualTransactionActive()) {
            return null;
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            return connection.getAutoCommit() ? null : new Current(connection, holder);
        } catch (SQLException e) {
            return new Current(connection, holder);
        } finally {
            // The transaction keeps it.
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private record Current(Connection connection, ConnectionHolder holder) implements HostTransaction {
        /**
         * The rest of the timeout of {@code @Transactional}.
         *
         * @throws org.springframework.transaction.TransactionTimedOutException if nothing is left; the transaction can then
         *     only be rolled back
         */
        @Override
        public @Nullable Duration timeLeft() {
            return holder.hasTimeout() ? Duration.ofMillis(holder.getTimeToLiveInMillis()) : null;
        }

        @Override
        public void afterCommit(Runnable work) {
            if (TransactionSynchronizationManager.isSynchronizationActive()) {
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        work.run();
                    }
                });
            }
        }
    }
}
