package dev.holdfast.audit;

import java.util.Locale;

/** What was done to a thing. */
public enum AuditAction {
    /** It was added. */
    CREATED,
    /** Some of its members were changed. */
    CHANGED,
    /** It was deleted, archived or, if it is a key, revoked. */
    DELETED;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
