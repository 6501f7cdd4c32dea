package dev.holdfast.internal;

import dev.holdfast.OutcomeUnknownException;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Transactions of our own, down to what became of them when the connection is lost in COMMIT. */
final class Transactions {
    /** The name of a transaction that changes something and did not ask for its id. */
    static final String UNNAMED = "";

    private static final int QUESTIONS = 50;

    private Transactions() {}

    /**
     * Runs work and commits it.
     *
     * @param transaction reads the transaction's id from the result; null when there is nothing to commit
     * @throws OutcomeUnknownException if the connection was lost in COMMIT and nobody can say what became of it
     */
    static <T extends @Nullable Object> T run(
            Database database, Handle handle, Function<Handle, T> work, Function<T, @Nullable String> transaction) {
        handle.begin();
        T result;
        try {
            result = work.apply(handle);
        } catch (RuntimeException | Error e) {
            rollback(handle, e);
            throw e;
        }
        String id = transaction.apply(result);
        if (id == null) {
            handle.rollback();
        } else {
            commit(database, handle, id);
        }
        return result;
    }

    private static void commit(Database database, Handle handle, String transaction) {
        try {
            handle.commit();
        } catch (RuntimeException e) {
            if (!SqlErrors.isConnectionLoss(SqlErrors.state(e))) {
                rollback(handle, e);
                throw e;
            }
            switch (fate(database, transaction)) {
                case "committed" -> {}
                case "aborted" -> throw e;
                default -> throw new OutcomeUnknownException(transaction, e);
            }
        }
    }

    /** Asks on another connection. */
    private static String fate(Database database, String transaction) {
        if (transaction.equals(UNNAMED)) {
            return "unknown";
        }
        try {
            for (int question = 1; question <= QUESTIONS; question++) {
                Optional<String> status =
                        database.read(other -> other.createQuery("select pg_xact_status(cast(:id as xid8))")
                                .bind("id", transaction)
                                .mapTo(String.class)
                                .findOne());
                if (!status.equals(Optional.of("in progress"))) {
                    return status.orElse("unknown");
                }
                Database.pause(question);
            }
        } catch (RuntimeException e) {
            // The database is away altogether, and nobody can say.
        }
        return "unknown";
    }

    private static void rollback(Handle handle, Throwable cause) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
