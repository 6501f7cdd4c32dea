package dev.holdfast.access;

import dev.holdfast.ConflictException;

/** The key is revoked or has expired, so it cannot be rotated; the code is {@code api_key_inactive}. */
public final class KeyInactiveException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For {@link ApiKeys}, and for tests. */
    public KeyInactiveException(long keyId, String name, boolean revoked) {
        super(
                "api_key_inactive",
                "the API key " + name + (revoked ? " is revoked" : " has expired") + "; create another one",
                null,
                "key_id",
                keyId);
    }
}
