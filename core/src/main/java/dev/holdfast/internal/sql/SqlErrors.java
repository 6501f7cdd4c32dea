package dev.holdfast.internal.sql;

import dev.holdfast.HoldfastException;
import dev.holdfast.InvalidInputException;
import dev.holdfast.UnavailableException;
import dev.holdfast.UnusableTransactionException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Translates errors of the database into exceptions for callers. */
public final class SqlErrors {
    private static final Duration SOON = Duration.ofSeconds(1);

    private SqlErrors() {}

    /** The SQLSTATE of the SQL error behind a failure; null if there is none, empty if the driver gave no state. */
    public static @Nullable String state(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() == null ? "" : sql.getSQLState();
            }
        }
        return null;
    }

    /** The constraint that a change violated; null if the failure is another. */
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

    /** Whether it is an exception for a caller already, which is more specific than the SQL error behind it. */
    public static boolean isExplained(RuntimeException failure) {
        return failure instanceof HoldfastException || failure instanceof UnusableTransactionException;
    }

    /**
     * A statement that the driver prepared is missing from the session, or another one is there under its name: the
     * session was somebody else's before.
     */
    private static boolean isSharedSession(Throwable failure, @Nullable String state) {
        return "26000".equals(state)
                || "42P05".equals(state)
                || ("08P01".equals(state)
                        && String.valueOf(failure.getMessage()).contains("prepared statement"));
    }

    /** The exception for a caller: one of Holdfast's if the failure has a meaning, otherwise the failure itself. */
    public static RuntimeException translate(RuntimeException failure) {
        if (isExplained(failure)) {
            return failure;
        }
        String state = state(failure);
        if (isSharedSession(failure, state)) {
            return new UnavailableException(
                    "database_unavailable",
                    "the connection goes through a pooler that changes the session between transactions, such as"
                            + " PgBouncer, so statements must not be prepared by name: add prepareThreshold=0 to the"
                            + " JDBC URL",
                    SOON,
                    failure);
        }
        if (isConnectionLoss(state)) {
            return cannotWrite(failure);
        }
        if (isTimeout(state) || isTransient(state)) {
            return busy(failure);
        }
        if ("22021".equals(state) || "22P05".equals(state)) {
            return new InvalidInputException("", "a string contains a character that the database cannot store");
        }
        if ("42P01".equals(state) || "3F000".equals(state)) {
            return new UnavailableException(
                    "database_unavailable", "the tables are missing: the schema has not been migrated", SOON, failure);
        }
        return failure;
    }

    /** The database is gone, or is a standby, or has been made read only. */
    public static UnavailableException cannotWrite(@Nullable Throwable cause) {
        return new UnavailableException(
                "database_unavailable", "the database cannot be reached or cannot write", SOON, cause);
    }

    /** Others held the rows that the command needs for longer than it could wait. */
    public static UnavailableException busy(@Nullable Throwable cause) {
        return new UnavailableException("busy", "others held the same rows for too long", SOON, cause);
    }
}
