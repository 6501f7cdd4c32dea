package dev.holdfast.internal.sql;

import dev.holdfast.UnusableTransactionException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A call inside a host's transaction. It is behind a savepoint, so that a failure undoes the call and nothing else; each
 * of its waits ends; and it leaves the host's settings as they were. Not thread-safe.
 *
 * <p>What this takes is sent with the savepoint and with its release, and those of a {@linkplain Kind#COMMAND command}
 * are sent with the statements that load and save.
 */
public final class HostCall {
    /** What a call does, and how its waits are limited. A shorter limit of the host stays. */
    @SuppressWarnings("ImmutableEnumChecker") // A named statement is parsed once and never changes.
    public enum Kind {
        /** It reads: for as long as that takes, but a wait for a lock is limited, such as that of a changing table. */
        READ("lock_timeout", "true"),
        /** It changes something, by statements of any length: each wait for a lock is limited. */
        CHANGE("lock_timeout", CHANGEABLE),
        /** It is a command, whose statements are short: each is limited, however many locks it waits for. */
        COMMAND("statement_timeout", CHANGEABLE);

        private final boolean changes;
        private final String begin;
        private final String end;
        private final NamedStatement beginAlone;
        private final NamedStatement endAlone;

        Kind(String setting, String usable) {
            changes = !usable.equals("true");
            begin = BEGIN.replace("$setting", setting).replace("$usable", usable);
            end = END.replace("$setting", setting);
            beginAlone = new NamedStatement(begin);
            endAlone = new NamedStatement(end);
        }
    }

    // The cast fails, because the text is no boolean, and with it all that was sent behind the statement.
    private static final String CHANGEABLE = """
            case when current_setting('transaction_isolation') in ('read committed', 'read uncommitted')
                      and current_setting('transaction_read_only') = 'off' then true
                 else cast('a change in ' || current_setting('transaction_isolation') as boolean) end""";

    // Its name hides a savepoint of the host only until it is released. Without the offset the setting would be read
    // after it was changed.
    private static final String BEGIN = """
            savepoint holdfast_call;
            select host.setting, host.usable, set_config('$setting',
                   case when cast(host.setting as interval) > '0'
                             and cast(host.setting as interval) < cast(:call_timeout as interval)
                        then host.setting else cast(:call_timeout as text) end, true)
            from (select current_setting('$setting') as setting, $usable as usable offset 0) as host""";

    private static final String END = """
            select set_config('$setting', :host_setting, true);
            release savepoint holdfast_call""";

    private static final NamedStatement UNDO = new NamedStatement("""
            rollback to savepoint holdfast_call;
            select current_setting('transaction_isolation'), current_setting('transaction_read_only');
            release savepoint holdfast_call""");

    private static final String READ_COMMITTED = "read committed";

    // A statement timeout ends ROLLBACK TO as well, which is to have time enough.
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final int UNDO_ATTEMPTS = 3;

    /** What a host's transaction is like. */
    private record Transaction(String isolation, boolean readOnly) {
        boolean isReadCommitted() {
            return isolation.equals(READ_COMMITTED) || isolation.equals("read uncommitted");
        }
    }

    private final Connection connection;
    private final Kind kind;
    private final Duration timeout;
    private @Nullable String hostSetting;

    private HostCall(Connection connection, Kind kind, Duration timeout) {
        this.connection = connection;
        this.kind = kind;
        this.timeout = timeout;
    }

    /** Does work in a call of its own. */
    static <T extends @Nullable Object> T run(Handle handle, Kind kind, Duration timeout, Function<Handle, T> work) {
        HostCall call = new HostCall(handle.getConnection(), kind, timeout);
        return call.undoing(() -> {
            call.begin();
            T result = work.apply(handle);
            call.end();
            return result;
        });
    }

    /** A command, which has to {@linkplain #begin(LoadScript) begin} and end the call itself. */
    public static <T> T command(Handle handle, Duration timeout, Function<HostCall, T> work) {
        HostCall call = new HostCall(handle.getConnection(), Kind.COMMAND, timeout);
        return call.undoing(() -> work.apply(call));
    }

    /** Begins the call with the message that a script sends. */
    public void begin(LoadScript script) {
        script.value("call_timeout", limit()).query(this::begun, kind.begin);
    }

    private void begin() {
        try (NamedStatement.Execution begin = kind.beginAlone.on(connection)) {
            begin.value("call_timeout", limit()).read(executed -> {
                new Results(executed).forEach(this::begun);
                return kind;
            });
        }
    }

    private String limit() {
        return Transactions.milliseconds(timeout.compareTo(SHORTEST) < 0 ? SHORTEST : timeout);
    }

    private void begun(ResultSet row) throws SQLException {
        hostSetting = row.getString(1);
    }

    /** Ends the call. */
    public void end() {
        try (NamedStatement.Execution end = kind.endAlone.on(connection)) {
            bindEnd(end).read(executed -> kind);
        }
    }

    /** SQL that ends a command's call, for a message that is sent anyway. */
    public static String commandsEnd() {
        return Kind.COMMAND.end;
    }

    /** Binds the value that the {@linkplain #commandsEnd() end} needs. */
    public NamedStatement.Execution bindEnd(NamedStatement.Execution execution) {
        return execution.value("host_setting", hostSetting);
    }

    private <T extends @Nullable Object> T undoing(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw explained(e);
        } catch (Error e) {
            undo(e);
            throw e;
        }
    }

    private RuntimeException explained(RuntimeException failure) {
        String state = SqlErrors.state(failure);
        Transaction host = undo(failure);
        if (host == null) {
            return failure;
        }
        if (kind.changes && host.readOnly) {
            return new UnusableTransactionException(
                    "connection: its transaction is read only; Holdfast can read in it, but change nothing", null);
        }
        if (kind.changes && !host.isReadCommitted()) {
            return new UnusableTransactionException(
                    "connection: its transaction is " + host.isolation.toUpperCase(Locale.ROOT)
                            + ", in which Holdfast can read, but change nothing: it would not see what others committed"
                            + " while it waited for a lock; make the transaction READ COMMITTED before its first"
                            + " statement (setTransactionIsolation, or default_transaction_isolation)",
                    null);
        }
        if (SqlErrors.isTransient(state) && !host.isReadCommitted()) {
            return new UnusableTransactionException(
                    "connection: its transaction, which is " + host.isolation.toUpperCase(Locale.ROOT)
                            + ", conflicts with another; roll it back and run it again",
                    failure);
        }
        return failure;
    }

    /**
     * Refuses a transaction that has failed. A call in it would fail at its savepoint, and undoing that could return to
     * the savepoint of a call around it.
     */
    static void requireUsable(Connection connection) {
        BaseConnection driver = DriverConnection.of(connection);
        if (driver != null && driver.getTransactionState() == TransactionState.FAILED) {
            throw new UnusableTransactionException(
                    "connection: a statement of its transaction failed, and it can only be rolled back", null);
        }
    }

    /** Undoes what the call did; returns what the transaction is like, or null if there was nothing to undo. */
    private @Nullable Transaction undo(Throwable cause) {
        if (hostSetting == null && !hasArrived()) {
            return null;
        }
        for (int attempt = 1; ; attempt++) {
            try (NamedStatement.Execution undo = UNDO.on(connection)) {
                List<Transaction> host = undo.read(executed -> new Results(executed)
                        .next(row -> new Transaction(
                                row.getString(1), row.getString(2).equals("on"))));
                return host.get(0);
            } catch (RuntimeException e) {
                if (attempt == UNDO_ATTEMPTS || !SqlErrors.isTimeout(SqlErrors.state(e))) {
                    cause.addSuppressed(e);
                    return null;
                }
            }
        }
    }

    // If the message that begins the call fails before it is sent, there is no savepoint to return to, and trying to
    // would ruin the transaction. If it arrived, its failure has ruined the transaction.
    private boolean hasArrived() {
        BaseConnection driver = DriverConnection.of(connection);
        return driver == null || driver.getTransactionState() == TransactionState.FAILED;
    }
}
