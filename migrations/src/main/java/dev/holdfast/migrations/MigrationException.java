package dev.holdfast.migrations;

import org.jspecify.annotations.Nullable;

/** The schema could not be brought to this version; the message says why. */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why a schema could not be brought to this version. */
    public enum Reason {
        /** The schema belongs to another program: it contains tables, types or functions, and none of Holdfast. */
        SCHEMA_IN_USE,
        /** The encoding of the database is not UTF8. */
        ENCODING,
        /** The schema was made by a newer Holdfast. */
        NEWER,
        /** The migrations that were applied differ from those of this version. */
        CHANGED,
        /** Something else has locked what is to be changed; trying again can succeed. */
        BUSY,
        /** A statement failed, or the database cannot be asked. */
        FAILED
    }

    MigrationException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    MigrationException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Why the schema could not be brought to this version. */
    public Reason reason() {
        return reason;
    }
}
