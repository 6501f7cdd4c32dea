package dev.holdfast;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The shop cannot answer at the moment; the code is {@code busy} or {@code database_unavailable}. Nothing was done, and
 * trying again is safe.
 */
public class UnavailableException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** For Holdfast's own services. */
    public UnavailableException(String code, String message, Duration retryAfter, @Nullable Throwable cause) {
        super(code, message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long to wait before trying again. */
    public final Duration retryAfter() {
        return retryAfter;
    }
}
