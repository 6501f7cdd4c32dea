package dev.holdfast.internal.cart;

import dev.holdfast.internal.run.Command;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.work.WorkingSet;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Counts what users hold, for the commands that would raise it: one round trip, and only when there is a ceiling.
 *
 * <p>Two carts of one user may be filled at once, each by a transaction that does not see the other. So each takes a lock
 * on the user first, until it ends, and counts with the next statement, which sees what was committed before. The lock is
 * out of order, behind stock; it is therefore not waited for: whoever does not get it tries again. A lock of another
 * kind than those on rows, because a user is no row; it ends with the transaction, which a pooler keeps on one connection.
 */
public final class UserHolds {
    private static final String LOCK_AND_COUNT = """
            select n.user_id, pg_try_advisory_xact_lock(hashtextextended('#users' || n.user_id, 7)) as locked
            from unnest(cast(:users as text[])) as n(user_id);
            select c.user_id, count(*) as lines, sum(i.quantity) as units
            from #carts c join #cart_items i on i.cart_id = c.id
            where c.user_id = any(:users) and c.status = 'open' and c.id <> all(:carts) and i.reserved_until > :now
            group by c.user_id
            """;

    /**
     * What a user holds.
     *
     * @param lines lines of carts
     * @param units units of them
     */
    public record Held(long lines, long units) {
        static final Held NOTHING = new Held(0, 0);

        public Held plus(Held other) {
            return new Held(lines + other.lines, units + other.units);
        }
    }

    private final String lockAndCount;

    public UserHolds(Database database) {
        lockAndCount = database.sql(LOCK_AND_COUNT);
    }

    /** Notes in the shop what the users whose holds the commands may raise hold in carts that are not loaded. */
    public void load(Handle handle, List<? extends Command<?>> commands, WorkingSet shop) {
        Set<String> users = new TreeSet<>();
        commands.forEach(command -> command.users(shop, users));
        if (users.isEmpty()) {
            return;
        }
        handle.createQuery(lockAndCount)
                .bind("users", users.toArray(String[]::new))
                .bind(
                        "carts",
                        shop.carts().values().stream()
                                .filter(LockedCart::isWhole)
                                .map(LockedCart::id)
                                .toArray(Long[]::new))
                .bind("now", shop.now().atOffset(ZoneOffset.UTC))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    results.next(row -> {
                        if (row.getBoolean("locked")) {
                            shop.load(row.getString("user_id"), Held.NOTHING);
                        }
                        return true;
                    });
                    return results.next(row -> {
                        String user = row.getString("user_id");
                        if (shop.isCounted(user)) {
                            shop.load(user, new Held(row.getLong("lines"), row.getLong("units")));
                        }
                        return true;
                    });
                });
    }
}
