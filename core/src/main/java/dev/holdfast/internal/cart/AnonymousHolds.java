package dev.holdfast.internal.cart;

import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockTable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Counts what anonymous carts hold, for the commands that would raise it: one round trip, and only where so much is
 * reserved that a limit can be reached.
 *
 * <p>The units of a counter are exact: what changes them holds the lock of the counter, as its caller does, and this is
 * a later statement than the one that locked it. Only an item that is being renewed at the moment at which it expires may
 * be missing, because a renewal locks its cart alone. The carts of an origin have no row in common, so an advisory lock
 * stands for it, as for users in {@link UserHolds}. Thread-safe.
 */
public final class AnonymousHolds {
    // An address cannot make the count of its carts as slow as it likes, by leaving carts behind.
    private static final int MOST_CARTS = 10_000;

    private static final String LOCK_AND_COUNT = """
            select n.origin, pg_try_advisory_xact_lock(hashtextextended('#origins' || n.origin, 7)) as locked
            from unnest(cast(:origins as int[])) as n(origin);
            select n.origin, count(*) as carts
            from unnest(cast(:origins as int[])) as n(origin)
            cross join lateral (
              select c.id, c.user_id from #carts c
              where c.origin = n.origin and c.origin is not null
              order by c.id desc limit $most) as c
            where c.user_id is null and c.id <> all(:carts)
              and exists (select from #cart_items i where i.cart_id = c.id and i.reserved_until > :now)
            group by n.origin;
            select i.variant_id, i.location_id, sum(i.quantity) as units
            from unnest(cast(:variants as bigint[]), cast(:locations as int[])) as n(variant_id, location_id)
            join #cart_items i using (variant_id, location_id) join #carts c on c.id = i.cart_id
            where i.reserved_until > :now and c.origin is not null and c.user_id is null and c.id <> all(:carts)
            group by i.variant_id, i.location_id
            """.replace("$most", String.valueOf(MOST_CARTS));

    /**
     * What anonymous carts hold that are not loaded.
     *
     * @param units by counter; what nobody holds is missing
     * @param carts that hold something, by origin; an origin that is locked by somebody else is missing
     */
    public record Held(Map<StockKey, Long> units, Map<Integer, Long> carts) {}

    /**
     * Locks origins and counts.
     *
     * @param loaded carts that are not counted, because they are loaded
     */
    public Held lockAndCount(
            Handle handle, Collection<Integer> origins, Collection<StockKey> keys, Long[] loaded, Instant now) {
        Held held = new Held(new HashMap<>(), new HashMap<>());
        return handle.createQuery(LOCK_AND_COUNT)
                .bind("origins", origins.toArray(Integer[]::new))
                .bind("variants", keys.stream().map(StockKey::variantId).toArray(Long[]::new))
                .bind("locations", keys.stream().map(StockKey::locationId).toArray(Integer[]::new))
                .bind("carts", loaded)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    results.forEach(row -> {
                        if (row.getBoolean("locked")) {
                            held.carts.put(row.getInt("origin"), 0L);
                        }
                    });
                    results.forEach(row -> held.carts.replace(row.getInt("origin"), row.getLong("carts")));
                    results.forEach(row -> held.units.put(StockTable.key(row), row.getLong("units")));
                    return held;
                });
    }
}
