package dev.holdfast.server.database;

import org.jspecify.annotations.Nullable;

/** The database could not be opened; the message says why and what can be done. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    DatabaseUnavailableException(String message) {
        this(message, null);
    }
}
