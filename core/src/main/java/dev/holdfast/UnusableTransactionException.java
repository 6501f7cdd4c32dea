package dev.holdfast;

import org.jspecify.annotations.Nullable;

/**
 * A call cannot be made in the transaction that it would be part of; the message says why, and what to do. The call did
 * nothing, and left the transaction as it was.
 *
 * <p>It is about how Holdfast is embedded and not about the shop, so it is no {@link HoldfastException}: the same call
 * fails in the same way until the program or its configuration is changed. The exception is a read in a REPEATABLE READ
 * or SERIALIZABLE transaction that conflicts with another; the transaction has to be rolled back and run again then, and
 * the cause is the database's error (SQLSTATE 40001).
 *
 * @see Holdfast#within(java.sql.Connection)
 */
public final class UnusableTransactionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public UnusableTransactionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
