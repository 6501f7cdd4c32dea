package dev.holdfast.internal.sql;

import dev.holdfast.OutcomeUnknownException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Transactions that Holdfast begins itself, including their outcome when the connection is lost in COMMIT. */
public final class Transactions {
    /** The name of a transaction that changes something and whose outcome cannot be looked up. */
    public static final String UNNAMED = "";

    // A server that crashes hands out ids again that it had not written yet, and so does a standby that takes over. So
    // "committed" counts only if neither has happened since: the postmaster is the same, and the server has not
    // restarted within it, which would have reset its statistics.
    private static final String LIFE = "pg_postmaster_start_time(), pg_stat_get_bgwriter_stat_reset_time()";

    /** SQL for the columns of a transaction's name, by which its outcome can be looked up: its id, and the server's life. */
    public static final String NAME = "pg_current_xact_id(), " + LIFE;

    // Nobody reads the message. But a transaction that wrote something waits until the disk has it, and with it
    // everything that was committed before.
    private static final String WRITE = "pg_logical_emit_message(true, 'holdfast', '')";

    private static final NamedStatement FLUSH = new NamedStatement("select " + WRITE + ";COMMIT");

    // The commit may not be on the disk yet. It is once this is.
    private static final String FATE = "select pg_xact_status(cast(:id as xid8)), " + LIFE + ", " + WRITE;

    private static final Duration ASKED_FOR = Duration.ofSeconds(3);

    private static final String SETTINGS = """
            set transaction isolation level read committed;
            select set_config('lock_timeout', :lock_timeout, true) is null, %s""".formatted(NAME);

    private Transactions() {}

    /** A transaction's name, from its {@linkplain #NAME columns}, of which this is the first. */
    public static String name(ResultSet row, int column) throws SQLException {
        return row.getString(column) + " " + life(row, column + 1);
    }

    /** The id of a transaction, from its {@linkplain #name name}. */
    public static String id(String name) {
        return name.split(" ", 2)[0];
    }

    private static String life(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class) + " " + row.getObject(column + 1, OffsetDateTime.class);
    }

    /** Sets up a transaction that has just begun for a command, in one round trip; returns its name. */
    public static String settings(Handle handle, Duration lockTimeout) {
        return handle.createQuery(SETTINGS)
                .bind("lock_timeout", milliseconds(lockTimeout))
                .execute((executed, context) -> new Results(executed.get()).next(row -> name(row, 2)))
                .get(0);
    }

    /** A lock timeout as the database takes it; never 0, which means none. */
    public static String milliseconds(Duration lockTimeout) {
        return Math.max(1, lockTimeout.toMillis()) + "ms";
    }

    /**
     * Runs work and commits it.
     *
     * @param transaction reads the transaction's {@linkplain #name name} from the result; null when there is nothing to
     *     commit
     * @throws OutcomeUnknownException if the connection was lost in COMMIT and its outcome cannot be found out
     */
    public static <T extends @Nullable Object> T run(
            Database database, Handle handle, Function<Handle, T> work, Function<T, @Nullable String> transaction) {
        return run(database, handle, work, transaction, result -> {});
    }

    /**
     * The same, for work whose last step may commit the transaction by itself.
     *
     * @param last runs only if there is something to commit
     */
    public static <T extends @Nullable Object> T run(
            Database database,
            Handle handle,
            Function<Handle, T> work,
            Function<T, @Nullable String> transaction,
            Consumer<T> last) {
        handle.begin();
        T result;
        try {
            result = work.apply(handle);
        } catch (RuntimeException | Error e) {
            rollback(handle, e);
            throw e;
        }
        String name = transaction.apply(result);
        if (name == null) {
            handle.rollback();
        } else {
            commit(database, handle, name, () -> last.accept(result));
        }
        return result;
    }

    /** Waits until the disk, and a synchronous standby, has everything that was committed before. */
    public static void flush(Handle handle) {
        try (NamedStatement.Execution flush = FLUSH.on(handle.getConnection())) {
            flush.read(executed -> true);
        }
    }

    private static void commit(Database database, Handle handle, String transaction, Runnable last) {
        try {
            last.run();
            handle.commit();
        } catch (RuntimeException | Error e) {
            // Even an error of this JVM may be raised after the database has committed: only the database knows.
            rollback(handle, e);
            String state = SqlErrors.state(e);
            if (state != null && !SqlErrors.isConnectionLoss(state)) {
                throw e;
            }
            switch (fate(database, transaction)) {
                case "committed" -> {}
                case "aborted" -> throw e;
                default -> throw new OutcomeUnknownException(id(transaction), e);
            }
        }
    }

    /** Asks on other connections for a while: a database that crashed may come back. */
    private static String fate(Database database, String transaction) {
        if (transaction.equals(UNNAMED)) {
            return "unknown";
        }
        String[] idAndLife = transaction.split(" ", 2);
        long deadline = System.nanoTime() + ASKED_FOR.toNanos();
        for (int question = 1; System.nanoTime() < deadline; question++) {
            // A new handle: inside a callback, Jdbi would reuse the one that was lost.
            try (Handle other = database.open()) {
                String fate = other.inTransaction(asking -> asking.createQuery(FATE)
                        .bind("id", idAndLife[0])
                        .map((row, context) ->
                                fate(row.getString(1), life(row, 2).equals(idAndLife[1])))
                        .one());
                if (!fate.equals("in progress")) {
                    return fate;
                }
            } catch (RuntimeException e) {
                // The database is not back yet.
            }
            Database.pause(question);
        }
        return "unknown";
    }

    // "Aborted" is true in any life of the server: an id that was written is not reused, so ours did not commit.
    private static String fate(@Nullable String status, boolean sameLife) {
        return status == null || (status.equals("committed") && !sameLife) ? "unknown" : status;
    }

    private static void rollback(Handle handle, Throwable cause) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
