package dev.holdfast.internal.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one actor that are written by one statement, as one list for each column.
 *
 * @param actor null if nobody was named
 * @param befores see {@link Audited#before}
 * @param afters see {@link Audited#after}
 */
public record AuditColumns(@Nullable String actor, List<@Nullable String> befores, List<@Nullable String> afters) {
    /** The columns of these entries. */
    public static AuditColumns of(@Nullable String actor, List<Audited> entries) {
        return new AuditColumns(
                actor,
                entries.stream().<@Nullable String>map(Audited::before).toList(),
                entries.stream().<@Nullable String>map(Audited::after).toList());
    }
}
