package dev.holdfast.internal;

import dev.holdfast.OutcomeUnknownException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Transactions of our own, down to what became of them when the connection is lost in COMMIT. */
final class Transactions {
    /** The name of a transaction that changes something and did not ask for its id. */
    static final String UNNAMED = "";

    private static final Duration ASKED_FOR = Duration.ofSeconds(3);

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

    /** Asks on other connections for a while: a database that crashed may be back by then. */
    private static String fate(Database database, String transaction) {
        if (transaction.equals(UNNAMED)) {
            return "unknown";
        }
        long deadline = System.nanoTime() + ASKED_FOR.toNanos();
        for (int question = 1; System.nanoTime() < deadline; question++) {
            // A handle of its own: inside a callback Jdbi would give us the one that was lost.
            try (Handle other = database.open()) {
                Optional<String> status = other.createQuery("select pg_xact_status(cast(:id as xid8))")
                        .bind("id", transaction)
                        .mapTo(String.class)
                        .findOne();
                if (!status.equals(Optional.of("in progress"))) {
                    return status.orElse("unknown");
                }
            } catch (RuntimeException e) {
                // The database is away, or is not up again yet.
            }
            Database.pause(question);
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
