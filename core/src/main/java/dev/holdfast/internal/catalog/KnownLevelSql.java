package dev.holdfast.internal.catalog;

import dev.holdfast.internal.stock.StockSql;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The statements that read the stock of many variants for imports and exports. {@code now} is null for the database's time. */
public interface KnownLevelSql {
    /** Reads {@link KnownLevel}s. */
    String SELECT = StockSql.CLOCK + """
            select s.variant_id, s.location_id, l.code as location, s.safety_stock, s.backorder_limit,
                   s.preorder_limit, s.preorder_available_at, s.tracked, r.reorder_point,
                   s.stock_quantity + coalesce(u.units - u.backordered, 0) as stock_quantity
            from #stock s join #locations l on l.id = s.location_id
            left join #reorder_points r on r.variant_id = s.variant_id and r.location_id = s.location_id
            left join overdue_units u on u.variant_id = s.variant_id and u.location_id = s.location_id
            where s.variant_id = any(cast(:variant_ids as bigint[]))""";

    /** The stock of these variants at these locations, where they have any. */
    @SqlQuery(SELECT + " and s.location_id = any(cast(:location_ids as int[]))")
    List<KnownLevel> at(
            @Bind("variant_ids") List<Long> variantIds,
            @Bind("location_ids") List<Integer> locationIds,
            @Bind("now") @Nullable OffsetDateTime now);

    /** The stock of these variants at all locations, by the code of the location. */
    @SqlQuery(SELECT + " order by l.code")
    List<KnownLevel> everywhere(@Bind("variant_ids") List<Long> variantIds, @Bind("now") @Nullable OffsetDateTime now);
}
