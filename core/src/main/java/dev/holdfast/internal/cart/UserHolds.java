package dev.holdfast.internal.cart;

import dev.holdfast.internal.sql.Results;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Counts what users hold, for the commands that would raise it: one round trip, and only when users have a limit.
 *
 * <p>Two carts of one user may be filled at once, each by a transaction that does not see the other. So each takes a lock
 * on the user first, until it ends, and counts with the next statement, which sees what was committed before. The lock is
 * taken out of order, behind stock, so it is not waited for: without it, the command is tried again. It is an advisory
 * lock, because a user has no row; it ends with the transaction, which a pooler keeps on one connection. Thread-safe.
 */
public final class UserHolds {
    private static final String LOCK_AND_COUNT = """
            select n.user_id, pg_try_advisory_xact_lock(hashtextextended('#users' || n.user_id, 7)) as locked
            from unnest(cast(:users as text[])) as n(user_id);
            select c.user_id, count(*) filter (where i.id = coalesce(i.item_id, i.id)) as items,
                   sum(i.quantity) filter (where i.kit_id is null) as units
            from #carts c join #cart_items i on i.cart_id = c.id
            where c.user_id = any(:users) and c.status = 'open' and c.id <> all(:carts) and i.reserved_until > :now
            group by c.user_id
            """;

    /**
     * What a user holds.
     *
     * @param items items of carts
     * @param units units of them
     */
    public record Held(long items, long units) {
        static final Held NOTHING = new Held(0, 0);

        /** Both together. */
        public Held plus(Held other) {
            return new Held(items + other.items, units + other.units);
        }
    }

    /**
     * Locks users and counts what they hold.
     *
     * @param carts those that are not counted, because they are loaded
     * @return by user; one who is locked by somebody else is missing
     */
    public Map<String, Held> lockAndCount(Handle handle, Set<String> users, Long[] carts, Instant now) {
        Map<String, Held> held = new HashMap<>();
        return handle.createQuery(LOCK_AND_COUNT)
                .bind("users", users.toArray(String[]::new))
                .bind("carts", carts)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    results.forEach(row -> {
                        if (row.getBoolean("locked")) {
                            held.put(row.getString("user_id"), Held.NOTHING);
                        }
                    });
                    results.forEach(row -> held.replace(row.getString("user_id"), held(row)));
                    return held;
                });
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(row.getLong("items"), row.getLong("units"));
    }
}
