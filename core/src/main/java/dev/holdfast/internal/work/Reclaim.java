package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartItemsTable;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.stock.Overdue;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.StockTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Finds expired items for a shortage. Stock is locked already, so their carts are out of the order of locks: they are
 * locked with SKIP LOCKED and never waited for. The items are read by the statement after the one that locked the carts,
 * so that an item which its buyer renewed in between is seen as renewed. Thread-safe.
 */
final class Reclaim {
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
            select i.cart_id, coalesce(i.item_id, i.id) as item_id, i.id, i.variant_id, i.location_id, i.product_id,
                   i.category, i.quantity, i.backordered_quantity, i.available_at, i.unit_price, i.min_unit_price,
                   i.reserved_since, i.reserved_until, v.sku, coalesce(v.name, p.name) as name, i.gift_rule, i.metadata,
                   i.kit_id, i.units_per_kit
            from unnest(cast(:variants as bigint[]), cast(:locations as int[])) as short(variant_id, location_id)
            join #cart_items i using (variant_id, location_id)
            join #variants v on v.id = coalesce(i.kit_id, i.variant_id) join #products p on p.id = v.product_id
            where i.cart_id = any(:carts) and i.reserved_until <= cast(:now as timestamptz)
            order by i.reserved_until, i.cart_id;

            select i.variant_id, i.location_id, sum(i.quantity) as units
            from unnest(cast(:variants as bigint[]), cast(:locations as int[])) as short(variant_id, location_id)
            join #cart_items i using (variant_id, location_id)
            where i.reserved_until <= cast(:now as timestamptz)
            group by i.variant_id, i.location_id;

            select exists (select from #orders o where o.pay_by <= cast(:now as timestamptz) and\s""" + Overdue.AWAITED + """
            )
            """;

    /**
     * Locks the oldest expired items of each counter that is short, and no more than it is short of.
     *
     * @return whether some are short and there are overdue orders, which may have more
     */
    boolean makeReachable(Handle handle, WorkingSet loaded, Demand demand) {
        List<StockKey> keys = new ArrayList<>();
        List<Integer> units = new ArrayList<>();
        demand.units.forEach((key, wanted) -> {
            StockRow row = loaded.stockIfLoaded(key);
            int missing = row == null ? 0 : row.shortOf(wanted);
            if (missing > 0) {
                keys.add(key);
                units.add(missing);
            }
        });
        if (keys.isEmpty()) {
            return false;
        }
        Long[] variants = keys.stream().map(StockKey::variantId).toArray(Long[]::new);
        Integer[] locations = keys.stream().map(StockKey::locationId).toArray(Integer[]::new);
        List<Long> carts = handle.createQuery(LOCK)
                .bind("variants", variants)
                .bind("locations", locations)
                .bind("units", units.toArray(Integer[]::new))
                .bind("now", loaded.now().atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .list();
        // A cart of the commands themselves is locked as well, and its expired items were found when it was loaded.
        Long[] foreign =
                carts.stream().filter(cart -> loaded.cartIfLoaded(cart) == null).toArray(Long[]::new);
        return handle.createQuery(READ)
                .bind("variants", variants)
                .bind("locations", locations)
                .bind("carts", foreign)
                .bind("now", loaded.now().atOffset(ZoneOffset.UTC))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    results.forEach(row -> addItem(loaded, row));
                    Map<StockKey, Long> expired = new HashMap<>();
                    results.forEach(row -> expired.put(StockTable.key(row), row.getLong("units")));
                    for (StockKey key : keys) {
                        long reachable = loaded.expiredHolds().units(key);
                        loaded.expiredHolds().skip(key, Math.max(0, expired.getOrDefault(key, 0L) - reachable));
                    }
                    return results.next(row -> row.getBoolean(1)).get(0);
                });
    }

    private static void addItem(WorkingSet loaded, ResultSet row) throws SQLException {
        LockedCart owner = loaded.tables().carts.owner(row.getLong("cart_id"));
        CartItemRow item = CartItemsTable.held(row, row.getString("sku"), row.getString("name"));
        owner.load(item);
        loaded.expiredHolds().add(owner, item, StockTable.key(row));
    }
}
