package dev.holdfast.internal.sql;

import dev.holdfast.HoldfastException;
import dev.holdfast.InvalidInputException;
import dev.holdfast.UnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** What an error of the database means to a caller. */
public final class SqlErrors {
    private static final Duration SOON = Duration.ofSeconds(1);

    private SqlErrors() {}

    /** The SQLSTATE of the SQL error behind a failure; null when it was none, empty when the driver gave none. */
    public static @Nullable String state(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() == null ? "" : sql.getSQLState();
            }
        }
        return null;
    }

    /** The constraint that a change would have broken; null when that was not the failure. */
    public static @Nullable String constraint(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException sql && sql.getServerErrorMessage() != null) {
                return sql.getServerErrorMessage().getConstraint();
            }
        }
        return null;
    }

    /** Serialization failure or deadlock: the transaction may succeed when it is run again. */
    public static boolean isTransient(@Nullable String state) {
        return state != null && state.startsWith("40");
    }

    /** A lock or a statement took longer than it was given. */
    public static boolean isTimeout(@Nullable String state) {
        return "55P03".equals(state) || "57014".equals(state);
    }

    /** The connection is gone, or was never there. */
    public static boolean isConnectionLoss(@Nullable String state) {
        return state != null
                && (state.isEmpty()
                        || state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.equals("25006"));
    }

    /** The exception for a caller: ours when the failure has a name, otherwise the failure as it is. */
    public static RuntimeException translate(RuntimeException failure) {
        if (failure instanceof HoldfastException) {
            // It says what it is; the SQL error behind it says less, or something else.
            return failure;
        }
        String state = state(failure);
        if (isConnectionLoss(state)) {
            return new UnavailableException(
                    "database_unavailable", "the database cannot be reached or cannot write", SOON, failure);
        }
        if (isTimeout(state) || isTransient(state)) {
            return busy(failure);
        }
        if ("22021".equals(state)) {
            return new InvalidInputException("", "a text holds a character that the database cannot keep");
        }
        if ("42P01".equals(state) || "3F000".equals(state)) {
            return new UnavailableException(
                    "database_unavailable", "the tables are missing: the schema was not migrated", SOON, failure);
        }
        return failure;
    }

    /** Others held what the command needs for longer than it could wait. */
    public static UnavailableException busy(@Nullable Throwable cause) {
        return new UnavailableException("busy", "others held the same rows for too long", SOON, cause);
    }
}
