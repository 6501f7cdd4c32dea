package dev.holdfast.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects entries of the audit log; null accepts any value.
 *
 * @param actor who made the change
 * @param subjectKind what kind of thing was changed
 * @param subjectId which one: its id or code, as the entry has it; needs a {@code subjectKind}
 * @param from the earliest moment, included
 * @param to the latest moment, excluded
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable AuditSubject subjectKind,
        @Nullable String subjectId,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** Selects all entries. */
    public static AuditFilter all() {
        return new AuditFilter(null, null, null, null, null);
    }

    /** Selects what was done to one thing. */
    public static AuditFilter of(AuditSubject subject, String subjectId) {
        return new AuditFilter(null, subject, subjectId, null, null);
    }

    /** Selects what somebody did. */
    public static AuditFilter by(String actor) {
        return new AuditFilter(actor, null, null, null, null);
    }
}
