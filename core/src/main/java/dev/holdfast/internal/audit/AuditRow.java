package dev.holdfast.internal.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code audit_log}.
 *
 * @param subjectKind what was changed, one of the words of {@link AuditSql}
 * @param before JSON; null for a thing that was new
 * @param after JSON; null for a thing that was deleted
 */
public record AuditRow(
        long id,
        Instant at,
        @Nullable String actor,
        String subjectKind,
        String subjectId,
        @Nullable String before,
        @Nullable String after) {}
