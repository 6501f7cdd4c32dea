package dev.holdfast.internal.checkout;

import dev.holdfast.internal.sql.Conditions;
import dev.holdfast.internal.sql.Rows;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads checkout sessions, newest first, as they are at the moment of the read.
 *
 * @param id only this one; null for any
 * @param before only those behind this position in the list; null for the first page
 * @param status only those that have come so far; null for any
 * @param cartId only those of this cart; null for any
 * @param limit the most entries
 */
public record SessionList(
        @Nullable String id,
        @Nullable Long before,
        @Nullable String status,
        @Nullable Long cartId,
        int limit) {
    /** A session, and when it was read. */
    public record Entry(SessionRow row, Instant readAt) {}

    private static final String READ = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            select clock.now as read_at,
            """ + SessionRow.COLUMNS + """
             cross join clock
            where $conditions
            order by s.position desc limit :limit""";

    private static final String IS_EXPIRED =
            "s.status in ('open', 'expired') and (s.status = 'expired' or s.expires_at <= clock.now)";

    /** One session. */
    public static SessionList one(String id) {
        return new SessionList(id, null, null, null, 1);
    }

    /** Reads them. */
    public List<Entry> read(Handle handle, @Nullable OffsetDateTime now) {
        Conditions conditions = new Conditions()
                .now(now)
                .value("limit", limit)
                .and("s.id = :id", "id", id)
                .and("s.position < :before", "before", before)
                .and("s.cart_id = :cart_id", "cart_id", cartId);
        if (SessionRow.EXPIRED.equals(status)) {
            conditions.and(IS_EXPIRED);
        } else {
            conditions.and("s.status = :status", "status", status);
        }
        if (SessionRow.OPEN.equals(status)) {
            conditions.and("s.expires_at > clock.now");
        }
        return conditions
                .of(handle, READ)
                .map((row, context) -> new Entry(SessionRow.read(row), Rows.instant(row, "read_at")))
                .list();
    }
}
