package dev.holdfast.internal.sweep;

import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockSql;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The statements of a sweep over orders that wait for stock. */
public interface BackorderSql {
    /** The next counters that have units which nothing holds, and orders that wait for them. */
    @SqlQuery("""
            select s.variant_id, s.location_id from #stock s
            where (s.variant_id, s.location_id) in (
                select b.variant_id, b.location_id from #backorders b
                where (b.variant_id, b.location_id) > (:variantId, :locationId))
              and s.stock_quantity > s.reserved_quantity - s.backordered_quantity
            order by s.variant_id, s.location_id limit :batch""")
    List<StockKey> fillable(@BindMethods StockKey after, @Bind("batch") int batch);

    /**
     * How many units a sweep would give to orders that wait, once it has taken away what has expired; {@code now} is null
     * for the database's time.
     */
    @SqlQuery(StockSql.CLOCK + """
            select coalesce(sum(greatest(0, least(
                     waiting.units - coalesce(u.backordered, 0),
                     s.stock_quantity - (s.reserved_quantity - s.backordered_quantity)
                       + coalesce(u.units - u.backordered, 0) + expired.units))), 0)
            from (select variant_id, location_id, sum(quantity) as units from #backorders
                  group by variant_id, location_id) as waiting
            join #stock s using (variant_id, location_id)
            left join overdue_units u using (variant_id, location_id)
            cross join lateral (
              select coalesce(sum(i.quantity - i.backordered_quantity), 0) as units from #cart_items i, clock
              where i.variant_id = s.variant_id and i.location_id = s.location_id and i.reserved_until <= clock.now)
              as expired""")
    long count(@Bind("now") @Nullable OffsetDateTime now);
}
