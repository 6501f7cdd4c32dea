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
 * @param limit the most variants
 * @param now null for the database's time
 */
public record LevelList(
        long after,
        List<Long> variantIds,
        List<String> skus,
        List<Integer> locationIds,
        int limit,
        @Nullable OffsetDateTime now) {
    private static final String PAGE = StockSql.CLOCK + """
            , page as materialized (
              select v.id, v.sku from #variants v where v.id > :after and $conditions order by v.id limit :limit)
            """ + StockSql.LEVEL + """
            from page v
            left join (#stock s join #locations l on l.id = s.location_id and $locations) on s.variant_id = v.id
            order by v.id, l.priority, l.id
            """;

    private static final String OF_ALL = PAGE.replace("$locations", "true");
    private static final String OF_SOME = PAGE.replace("$locations", "l.id = any(cast(:locations as int[]))");

    /** Reads the page: for each variant at least one row. */
    public List<LevelRow> read(Handle handle) {
        Conditions conditions = new Conditions()
                .now(now)
                .value("after", after)
                .value("limit", limit)
                .and("v.id = any(:ids)", "ids", variantIds.toArray(Long[]::new))
                .and("v.sku = any(:skus)", "skus", skus.toArray(String[]::new));
        if (!locationIds.isEmpty()) {
            conditions.value("locations", locationIds.toArray(Integer[]::new));
        }
        return conditions
                .of(handle, locationIds.isEmpty() ? OF_ALL : OF_SOME)
                .mapTo(LevelRow.class)
                .list();
    }
}
