package dev.holdfast.internal.audit;

import dev.holdfast.internal.sql.Conditions;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit log, newest first; null accepts any value.
 *
 * @param kinds of the subjects; all of them if any is accepted
 * @param from the earliest moment, included
 * @param to the latest moment, excluded
 * @param beforeAt the time of the last entry of the page before; infinity for the first page
 * @param beforeId its id
 * @param limit the most entries
 */
public record AuditList(
        @Nullable String actor,
        List<String> kinds,
        @Nullable String subjectId,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to,
        String beforeAt,
        long beforeId,
        int limit) {
    private static final String PAGE = """
            select a.* from #audit_log a
            where (a.at, a.id) < (cast(:before_at as timestamptz), :before_id) and $conditions
            order by a.at desc, a.id desc limit :limit
            """;

    // Each kind is one stretch of the primary key, of which a page's worth is read.
    private static final String BY_KIND = """
            select e.* from unnest(cast(:kinds as text[])) as k(kind)
            cross join lateral (
            """ + PAGE.replace("where", "where a.subject_kind = k.kind and") + """
            ) as e
            order by e.at desc, e.id desc limit :limit
            """;

    /** Reads the page. */
    public List<AuditRow> read(Handle handle) {
        Conditions conditions = new Conditions()
                .value("before_at", beforeAt)
                .value("before_id", beforeId)
                .value("limit", limit)
                .and("a.actor = :actor", "actor", actor)
                .and("a.subject_id = :subject_id", "subject_id", subjectId)
                .and("a.at >= :from", "from", from)
                .and("a.at < :to", "to", to);
        String[] words = kinds.toArray(String[]::new);
        // What one actor did and what happened to one thing have an index of their own.
        boolean isOfFew = actor != null || subjectId != null;
        if (isOfFew) {
            conditions.and("a.subject_kind = any(cast(:kinds as text[]))");
        }
        return conditions
                .value("kinds", words)
                .of(handle, isOfFew ? PAGE : BY_KIND)
                .mapTo(AuditRow.class)
                .list();
    }
}
