package dev.holdfast.internal.sweep;

import dev.holdfast.internal.stock.StockKey;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** The statement of a sweep over orders that wait for stock. */
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
}
