package dev.holdfast.audit;

import dev.holdfast.internal.audit.AuditRow;
import dev.holdfast.internal.json.JsonTree;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of one thing. Entries are never changed.
 *
 * @param id of the entry; those of one transaction rise in the order of the changes
 * @param at when it was made
 * @param actor who made it, see {@link dev.holdfast.Holdfast#as}; null if nobody was named
 * @param action what was done
 * @param subjectKind what kind of thing it was done to
 * @param subjectId which one: its id or code
 * @param before the members that changed, as they were, in the words of the HTTP API and with amounts of money as text;
 *     null for a member without a value. Null for a thing that was created
 * @param after the same members as they are since; those of a thing that was created without the ones that have no value.
 *     Null for a thing that was deleted
 */
public record AuditEntry(
        long id,
        Instant at,
        @Nullable String actor,
        AuditAction action,
        AuditSubject subjectKind,
        String subjectId,
        @Nullable Map<String, @Nullable Object> before,
        @Nullable Map<String, @Nullable Object> after) {
    static AuditEntry of(AuditRow row) {
        AuditAction action = row.before() == null
                ? AuditAction.CREATED
                : row.after() == null ? AuditAction.DELETED : AuditAction.CHANGED;
        return new AuditEntry(
                row.id(),
                row.at(),
                row.actor(),
                action,
                AuditSubject.of(row.subjectKind()),
                row.subjectId(),
                members(row.before()),
                members(row.after()));
    }

    private static @Nullable Map<String, @Nullable Object> members(@Nullable String json) {
        return json == null ? null : JsonTree.members(json);
    }
}
