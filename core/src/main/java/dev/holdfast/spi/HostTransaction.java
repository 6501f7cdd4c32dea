package dev.holdfast.spi;

import java.sql.Connection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of the host, which begins, commits and rolls it back. Used by the thread that is in it.
 *
 * @see HostTransactions
 */
public interface HostTransaction {
    /** Its connection, with autocommit off. Holdfast never commits, rolls back or closes it. */
    Connection connection();

    /**
     * How long the transaction may still take: a call in it is refused as busy when it would take longer. The default is
     * null, for as long as the {@linkplain dev.holdfast.HoldfastBuilder#commandTimeout command timeout} says.
     *
     * @return positive
     */
    default @Nullable Duration timeLeft() {
        return null;
    }

    /**
     * Runs work once the transaction has been committed, and never if it is rolled back. Holdfast keeps what it read in
     * the transaction, such as rules, for others then. The default drops the work, so that others read the same again.
     *
     * @param work short, accesses no database and throws nothing
     */
    default void afterCommit(Runnable work) {}
}
