package dev.holdfast.server.database;

import org.jspecify.annotations.Nullable;

/** The database cannot be opened. The message says why, and what to do. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    DatabaseUnavailableException(String message) {
        this(message, null);
    }
}
