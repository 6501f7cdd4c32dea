package dev.holdfast.spring;

import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The DataSource of the shop. It is the one that the application's transactions are bound to, and never a
 * transaction-aware proxy of it: through that, a COMMIT of Holdfast would be one of the application's transaction.
 *
 * @param pool the DataSource itself
 */
record ShopDataSource(DataSource pool) {
    /**
     * What is behind the transaction-aware proxy that an application may have as its DataSource.
     *
     * @throws IllegalStateException if there is one further inside, which cannot be taken off
     */
    static ShopDataSource of(DataSource given) {
        // Transaction managers take off as much.
        DataSource pool = given instanceof TransactionAwareDataSourceProxy proxy
                ? Objects.requireNonNull(proxy.getTargetDataSource(), "the target of a TransactionAwareDataSourceProxy")
                : given;
        if (hidesTransactionAwareness(pool)) {
            throw new IllegalStateException("the DataSource (" + pool.getClass().getName()
                    + ") wraps a TransactionAwareDataSourceProxy, through"
                    + " which Holdfast would commit transactions of the application: mark the pool behind it with"
                    + " @HoldfastDataSource");
        }
        return new ShopDataSource(pool);
    }

    private static boolean hidesTransactionAwareness(DataSource pool) {
        try {
            return pool.isWrapperFor(TransactionAwareDataSourceProxy.class);
        } catch (SQLException | RuntimeException e) {
            // It does not tell. Holdfast refuses such connections when it gets one inside a transaction.
            return false;
        }
    }
}
