package dev.holdfast.internal.stock;

import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.audit.Audited;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on how counters are sold. Their quantities and versions stay as they are. */
public interface SupplySql {
    /** Reads one. */
    String SELECT = """
            select variant_id, location_id, safety_stock, backorder_limit, backordered_quantity from #stock
            where variant_id = :variantId and location_id = :locationId""";

    /** How a counter is sold; empty if there is none. */
    @SqlQuery(SELECT)
    Optional<SupplyRow> find(@BindMethods StockKey key);

    /** The same, locked. */
    @SqlQuery(SELECT + " for no key update")
    Optional<SupplyRow> lock(@BindMethods StockKey key);

    /** Changes a counter that is locked; {@code now} is null for the database's time. */
    @SqlUpdate("""
            with changed as (
              update #stock s set safety_stock = :safety_stock, backorder_limit = :backorder_limit,
                                  backorder_allowance = greatest(:backorder_limit, s.backordered_quantity)
              where s.variant_id = :key.variantId and s.location_id = :key.locationId
              returning s.variant_id)
            """ + AuditSql.INSERT + """
            select coalesce(cast(:now as timestamptz), clock_timestamp()), :audit.actor, 'variant',
                   cast(variant_id as text), cast(:audit.before as json), cast(:audit.after as json)
            from changed""")
    void change(
            @BindMethods("key") StockKey key,
            @Bind("safety_stock") int safetyStock,
            @Bind("backorder_limit") int backorderLimit,
            @BindMethods("audit") Audited audit,
            @Bind("now") @Nullable OffsetDateTime now);
}
