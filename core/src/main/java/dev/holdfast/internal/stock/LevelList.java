package dev.holdfast.internal.stock;

import dev.holdfast.internal.sql.Conditions;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The stock levels of a page of variants, by variant and location; what is empty accepts anything.
 *
 * @param after the last variant of the page before
 * @param locationIds the locations that count
 * @param low whether only counters count that are at or below their reorder point
 * @param limit the most variants
 * @param now null for the database's time
 */
public record LevelList(
        long after,
        List<Long> variantIds,
        List<String> skus,
        List<Integer> locationIds,
        boolean low,
        int limit,
        @Nullable OffsetDateTime now) {
    private static final String PAGE =
            StockSql.CLOCK + """
            , page as materialized (
              select v.id, v.sku from #variants v where v.id > :after and $conditions order by v.id limit :limit)
            """ + StockSql.LEVEL + StockSql.KIT + "$counters" + StockSql.OF_KIT + """
             as kit_quantity
            from page v
            left join (#stock s join #locations l on l.id = s.location_id and $locations) on s.variant_id = v.id
            order by v.id, l.priority, l.id
            """;

    /**
     * Whether the counter {@code s} is low, with its reorder point {@code r}: no more units can be sold from those on hand.
     * The units of expired items and overdue orders can be sold, whether or not a sweep has run. The first condition looks
     * at the counter alone, and holds for each that is low; hardly any that passes it fails the second.
     */
    private static final String IS_LOW = """
            s.tracked and s.stock_quantity - s.reserved_quantity - s.safety_stock <= r.reorder_point
              and s.stock_quantity - s.reserved_quantity - s.safety_stock
                  + coalesce((
                      select sum(i.quantity) from #cart_items i, clock
                      where i.variant_id = s.variant_id and i.location_id = s.location_id
                        and i.reserved_until <= clock.now), 0)
                  + coalesce((
                      select u.units from overdue_units u
                      where u.variant_id = s.variant_id and u.location_id = s.location_id), 0) <= r.reorder_point""";

    private static final String LOW =
            StockSql.CLOCK + """
            , page as materialized (
              select v.id, v.sku
              from (select r.variant_id
                    from #reorder_points r
                    join #stock s on s.variant_id = r.variant_id and s.location_id = r.location_id
                    join #locations l on l.id = s.location_id
                    where r.variant_id > :after and s.variant_id > :after and $conditions and $locations and $is_low
                    group by r.variant_id order by r.variant_id limit :limit) low
              join #variants v on v.id = low.variant_id)
            """.replace("$is_low", IS_LOW) + StockSql.LEVEL + """
             cast(null as int) as kit_quantity
            from page v
            join #stock s on s.variant_id = v.id
            join #locations l on l.id = s.location_id
            join #reorder_points r on r.variant_id = s.variant_id and r.location_id = s.location_id
            where $locations and $is_low
            order by v.id, l.priority, l.id
            """.replace("$is_low", IS_LOW);

    private static final String OF_SKUS = "r.variant_id in (select id from #variants where sku = any(:skus))";

    /** Reads the page: for each variant at least one row. */
    public List<LevelRow> read(Handle handle) {
        Conditions conditions = new Conditions()
                .now(now)
                .value("after", after)
                .value("limit", limit)
                .and(low ? "r.variant_id = any(:ids)" : "v.id = any(:ids)", "ids", variantIds.toArray(Long[]::new))
                .and(low ? OF_SKUS : "v.sku = any(:skus)", "skus", skus.toArray(String[]::new));
        if (!locationIds.isEmpty()) {
            conditions.value("locations", locationIds.toArray(Integer[]::new));
        }
        return conditions.of(handle, statement()).mapTo(LevelRow.class).list();
    }

    private String statement() {
        String given = " = any(cast(:locations as int[]))";
        return (low ? LOW : PAGE)
                .replace("$locations", locationIds.isEmpty() ? "true" : "l.id" + given)
                .replace("$counters", locationIds.isEmpty() ? "true" : "s.location_id" + given);
    }
}
