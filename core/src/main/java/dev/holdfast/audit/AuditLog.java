package dev.holdfast.audit;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.audit.AuditList;
import dev.holdfast.internal.audit.AuditRow;
import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The audit log: who changed products, variants, prices, pricing rules, promo codes, locations and API keys, when, and
 * how.
 *
 * <p>An entry is written with the change, in one transaction; a change of nothing leaves none. Movements of stock,
 * and what happens to orders, have an actor in the ledger and in the order, and no entry here. Thread-safe.
 */
public final class AuditLog {
    // Microseconds since 1970, and the id.
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,17})\\.([0-9]{1,18})");

    private final Database database;

    /** For {@link dev.holdfast.Holdfast}. */
    public AuditLog(Database database) {
        this.database = database;
    }

    /**
     * Lists entries, newest first.
     *
     * @throws InvalidInputException if a text of the filter is too long, a subject is given without its kind, or the cursor
     *     is not one of this list
     */
    public Page<AuditEntry> list(AuditFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filter(checks, "/actor", filter.actor());
        InputChecks.filter(checks, "/subject_id", filter.subjectId());
        checks.that(
                filter.subjectId() == null || filter.subjectKind() != null,
                "/subject_id",
                "needs a subject_kind, because things of several kinds can have the same id");
        checks.throwIfAny();
        Cursor cursor = Cursor.of(page);
        AuditSubject subject = filter.subjectKind();
        AuditList list = new AuditList(
                filter.actor(),
                subject == null
                        ? Arrays.stream(AuditSubject.values())
                                .map(AuditSubject::word)
                                .toList()
                        : List.of(subject.word()),
                filter.subjectId(),
                Paging.moment(filter.from()),
                Paging.moment(filter.to()),
                cursor.at,
                cursor.id,
                page.limit() + 1);
        List<AuditRow> rows = database.read(list::read);
        boolean more = rows.size() > page.limit();
        List<AuditRow> shown = more ? rows.subList(0, page.limit()) : rows;
        return new Page<>(
                shown.stream().map(AuditEntry::of).toList(), more ? Cursor.behind(shown.get(shown.size() - 1)) : null);
    }

    /**
     * Writes an entry about a thing that the caller keeps itself, unless nothing changed. To write it in the transaction of
     * the change, use {@link dev.holdfast.Holdfast#within}.
     *
     * @param subjectId which thing, 1 to {@value Limits#TEXT} characters
     * @param before its members as they were: strings, numbers, Booleans, lists and maps; null if it is new. Nothing that
     *     is secret
     * @param after its members as they are now; null if it was deleted
     * @throws InvalidInputException if the id is empty or too long, or there is neither a before nor an after
     */
    public void record(
            AuditSubject subject,
            String subjectId,
            @Nullable Map<String, ? extends @Nullable Object> before,
            @Nullable Map<String, ? extends @Nullable Object> after) {
        Validation checks = new Validation();
        checks.text("/subject_id", subjectId, Limits.TEXT);
        checks.that(before != null || after != null, "/after", "is missing, and so is before");
        checks.throwIfAny();
        Audited entry = entry(before, after);
        if (entry.isChange()) {
            database.write(AuditSql.class, sql -> {
                sql.add(subject.word(), subjectId, entry, database.clockTime());
                return subject;
            });
        }
    }

    private Audited entry(
            @Nullable Map<String, ? extends @Nullable Object> before,
            @Nullable Map<String, ? extends @Nullable Object> after) {
        if (before == null) {
            return Audited.created(database.actor(), after == null ? Map.of() : after);
        }
        return after == null
                ? Audited.deleted(database.actor(), before)
                : Audited.changed(database.actor(), before, after);
    }

    private record Cursor(String at, long id) {
        static Cursor of(PageRequest page) {
            String text = page.cursor();
            if (text == null) {
                return new Cursor("infinity", Long.MAX_VALUE);
            }
            Matcher cursor = CURSOR.matcher(text);
            if (!cursor.matches()) {
                throw new InvalidInputException("/cursor", Validation.shown(text) + " is not a cursor of this list");
            }
            Instant at = Instant.EPOCH.plus(Long.parseLong(cursor.group(1)), ChronoUnit.MICROS);
            return new Cursor(at.toString(), Long.parseLong(cursor.group(2)));
        }

        static String behind(AuditRow row) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, row.at()) + "." + row.id();
        }
    }
}
