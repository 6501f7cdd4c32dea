package dev.holdfast.internal.work;

import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.stock.Overdue;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.StockTable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Finds overdue orders for a shortage that expired items leave, or for a counter that is counted. Stock is locked already,
 * so the orders, and their other counters, are out of the order of locks: they are locked with SKIP LOCKED and never
 * waited for. An order of which one counter is skipped is skipped as a whole. Thread-safe.
 */
final class ReclaimOrders {
    // The next statement reads the orders that this one has locked, and sees a payment that came in between.
    private static final String LOCK = """
            select distinct taken.id
            from unnest(cast(:variants as bigint[]), cast(:locations as int[]), cast(:units as int[]))
                   as short(variant_id, location_id, units)
            cross join lateral (
              select o.id from #orders o
              where o.pay_by <= cast(:now as timestamptz) and\s""" + Overdue.AWAITED + """

                and (exists (select from #order_items i
                             where i.order_id = o.id and i.variant_id = short.variant_id
                               and i.location_id = short.location_id)
                     or exists (select from #order_sources i
                                where i.order_id = o.id and i.variant_id = short.variant_id
                                  and i.location_id = short.location_id))
              order by o.pay_by, o.id limit short.units for no key update of o skip locked) as taken
            """;

    private static final String LOCK_STOCK = """
            select\s""" + StockTable.COLUMNS + """

            from (select variant_id, location_id from #order_items where order_id = any(:orders)
                  union
                  select variant_id, location_id from #order_sources where order_id = any(:orders)) i
            join #stock s using (variant_id, location_id)
            for no key update of s skip locked
            """;

    private static final String ALL =
            "with clock as materialized (select cast(:now as timestamptz) as now),\n" + Overdue.UNITS + """
            select u.variant_id, u.location_id, u.units
            from unnest(cast(:variants as bigint[]), cast(:locations as int[])) as short(variant_id, location_id)
            join overdue_units u using (variant_id, location_id)
            """;

    /**
     * Locks the oldest overdue orders of each counter that is short, and no more than it can be short of.
     *
     * @param any whether there are any
     */
    void makeReachable(Handle handle, WorkingSet loaded, Demand demand, boolean any) {
        SortedMap<StockKey, Integer> shortages = new TreeMap<>();
        if (any) {
            demand.units.forEach((key, wanted) -> {
                StockRow row = loaded.stockIfLoaded(key);
                if (row != null && row.shortOf(wanted) > 0) {
                    int missing = wanted - loaded.units().reachable(row);
                    if (missing > 0) {
                        shortages.put(key, missing);
                    }
                }
            });
        }
        if (loaded.tables().placedOrders.anyOverdue()) {
            demand.counted.forEach(key -> {
                if (loaded.stockIfLoaded(key) != null) {
                    shortages.put(key, Integer.MAX_VALUE);
                }
            });
        }
        if (!shortages.isEmpty()) {
            makeReachable(handle, loaded, shortages);
        }
    }

    private static void makeReachable(Handle handle, WorkingSet loaded, SortedMap<StockKey, Integer> shortages) {
        Long[] variants = shortages.keySet().stream().map(StockKey::variantId).toArray(Long[]::new);
        Integer[] locations =
                shortages.keySet().stream().map(StockKey::locationId).toArray(Integer[]::new);
        OffsetDateTime now = loaded.now().atOffset(ZoneOffset.UTC);
        List<Long> orders = handle.createQuery(LOCK)
                .bind("variants", variants)
                .bind("locations", locations)
                .bind("units", shortages.values().toArray(Integer[]::new))
                .bind("now", now)
                .mapTo(Long.class)
                .list();
        if (!orders.isEmpty()) {
            load(handle, loaded, orders);
        }
        handle.createQuery(ALL)
                .bind("variants", variants)
                .bind("locations", locations)
                .bind("now", now)
                .map((row, context) -> Map.entry(StockTable.key(row), row.getLong("units")))
                .forEach(all -> {
                    long reachable = loaded.overdueOrders().units(all.getKey());
                    loaded.overdueOrders().skip(all.getKey(), Math.max(0, all.getValue() - reachable));
                });
    }

    private static void load(Handle handle, WorkingSet loaded, List<Long> orders) {
        StockTable stock = loaded.tables().stock;
        handle.createQuery(LOCK_STOCK)
                .bind("orders", orders.toArray(Long[]::new))
                .map((row, context) -> StockTable.read(row))
                .filter(row -> stock.row(row.key()) == null)
                .forEach(stock::add);
        for (LockedOrder order : loaded.tables().placedOrders.loadLocked(handle, orders)) {
            if (order.overdueUnits(loaded.now()).keySet().stream().allMatch(key -> stock.row(key) != null)) {
                loaded.overdueOrders().add(order);
            }
        }
    }
}
