package dev.holdfast.internal.cart;

import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.sql.Results;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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

        /** What would be too much with so many units and items more; null if nothing is. */
        public @Nullable Excess beyond(HoldLimits limits, int moreUnits, int moreItems) {
            Excess excess = beyond("units", units, moreUnits, limits.unitsPerUser());
            return excess == null ? beyond("items", items, moreItems, limits.itemsPerUser()) : excess;
        }

        private static @Nullable Excess beyond(String counted, long held, int more, @Nullable Integer most) {
            return most != null && more > 0 && held + more > most ? new Excess(counted, held, more, most) : null;
        }

        /** Both together. */
        public Held plus(Held other) {
            return new Held(items + other.items, units + other.units);
        }
    }

    /**
     * More than a user can hold.
     *
     * @param counted {@code units} or {@code items}
     * @param held how many are held
     * @param requested how many more were requested
     * @param limit the most that can be held
     */
    public record Excess(String counted, long held, int requested, int limit) {}

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
