package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * Finds expired lines for a shortage. Stock is locked already, so their carts are out of the order of locks: they are
 * taken with SKIP LOCKED and never waited for. The lines are read by the statement after the one that locked the carts,
 * so that a line which its buyer renewed in between is seen as renewed.
 */
public final class Reclaim {
    private static final String LOCK = """
            select distinct taken.cart_id
            from unnest(cast(:variants as bigint[]), cast(:locations as int[]), cast(:units as int[]))
                   as short(variant_id, location_id, units)
            cross join lateral (
              select c.id as cart_id
              from #cart_items i join #carts c on c.id = i.cart_id
              where i.variant_id = short.variant_id and i.location_id = short.location_id
                and i.reserved_until <= cast(:now as timestamptz)
              order by i.reserved_until, i.cart_id
              limit short.units
              for no key update of c skip locked) as taken
            """;

    private static final String READ = """
            select i.cart_id, i.id, i.variant_id, i.location_id, i.product_id, i.category, i.quantity,
                   i.unit_price as price,
                   i.reserved_since, i.reserved_until, v.sku, coalesce(v.name, p.name) as name, i.gift_rule
            from unnest(cast(:variants as bigint[]), cast(:locations as int[])) as short(variant_id, location_id)
            join #cart_items i using (variant_id, location_id)
            join #variants v on v.id = i.variant_id join #products p on p.id = v.product_id
            where i.cart_id = any(:carts) and i.reserved_until <= cast(:now as timestamptz)
            order by i.reserved_until, i.cart_id;

            select i.variant_id, i.location_id, sum(i.quantity) as units
            from unnest(cast(:variants as bigint[]), cast(:locations as int[])) as short(variant_id, location_id)
            join #cart_items i using (variant_id, location_id)
            where i.reserved_until <= cast(:now as timestamptz)
            group by i.variant_id, i.location_id
            """;

    private final String lock;
    private final String read;

    public Reclaim(Database database) {
        lock = database.sql(LOCK);
        read = database.sql(READ);
    }

    /** Takes hold of the oldest expired lines of each counter that is short, and of no more than it is short of. */
    public void makeReachable(Handle handle, WorkingSet shop, Demand demand) {
        List<StockKey> keys = new ArrayList<>();
        List<Integer> units = new ArrayList<>();
        demand.units.forEach((key, wanted) -> {
            StockRow row = shop.stockIfLoaded(key);
            if (row != null && wanted > row.free()) {
                keys.add(key);
                units.add(wanted - Math.max(0, row.free()));
            }
        });
        if (keys.isEmpty()) {
            return;
        }
        Long[] variants = keys.stream().map(StockKey::variantId).toArray(Long[]::new);
        Integer[] locations = keys.stream().map(StockKey::locationId).toArray(Integer[]::new);
        Long[] carts = handle.createQuery(lock)
                .bind("variants", variants)
                .bind("locations", locations)
                .bind("units", units.toArray(Integer[]::new))
                .bind("now", shop.now().atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .list()
                .toArray(Long[]::new);
        // A cart of the commands themselves is locked as well, and its expired lines were found when it was loaded.
        Long[] foreign = Arrays.stream(carts)
                .filter(cart -> !shop.carts().containsKey(cart))
                .toArray(Long[]::new);
        handle.createQuery(read)
                .bind("variants", variants)
                .bind("locations", locations)
                .bind("carts", foreign)
                .bind("now", shop.now().atOffset(ZoneOffset.UTC))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    results.next(row -> {
                        LockedCart owner = shop.owner(row.getLong("cart_id"));
                        CartItemRow line = Rows.line(row, row.getString("sku"), row.getString("name"));
                        owner.load(line);
                        shop.stock(line.key()).reclaimable().add(new StockRow.Reclaimable(owner, line.id()));
                        return line;
                    });
                    Map<StockKey, Long> expired = new HashMap<>();
                    results.next(row -> expired.put(Rows.key(row), row.getLong("units")));
                    keys.forEach(key -> countSkipped(shop, key, expired.getOrDefault(key, 0L)));
                    return keys;
                });
    }

    private static void countSkipped(WorkingSet shop, StockKey key, long expiredUnits) {
        StockRow row = shop.stock(key);
        long reachable = row.reclaimable().stream()
                .mapToLong(line -> Objects.requireNonNull(line.cart().lines().get(line.itemId()))
                        .quantity())
                .sum();
        row.skippedUnits(Math.max(0, expiredUnits - reachable));
    }
}
