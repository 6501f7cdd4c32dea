package dev.holdfast.server.access;

/**
 * On whose behalf a request is made. What belongs to a caller, such as an idempotency key, belongs to this name, which
 * stays when a secret is changed. Immutable.
 *
 * @param name the name, unique among all callers
 */
public record Principal(String name) {
    /** The holder of the secret key. */
    public static final Principal ROOT = new Principal("root");

    /** This machine, where no secret key is configured. */
    public static final Principal LOCAL = new Principal("local");
}
