package dev.holdfast;

import java.time.Duration;

/**
 * The idempotency key is taken: by the same request, which is still running ({@code idempotency_key_in_use}; try again
 * after {@link #retryAfter()}), or by a different request ({@code idempotency_key_reused}).
 */
public final class IdempotencyException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final boolean reused;

    private IdempotencyException(String code, String message, String key, boolean reused) {
        super(code, message, null, "idempotency_key", key);
        this.reused = reused;
    }

    /** For Holdfast's own services. */
    public static IdempotencyException inUse(String key) {
        return new IdempotencyException(
                "idempotency_key_in_use",
                "the request with idempotency key \"" + key + "\" is still running",
                key,
                false);
    }

    /** For Holdfast's own services. */
    public static IdempotencyException reused(String key) {
        return new IdempotencyException(
                "idempotency_key_reused", "idempotency key \"" + key + "\" was used for another request", key, true);
    }

    /** Whether the key belongs to a different request; otherwise the same request is still running. */
    public boolean reused() {
        return reused;
    }

    /** How long to wait before trying again if the request is still running. */
    public Duration retryAfter() {
        return Duration.ofSeconds(1);
    }
}
