package dev.holdfast.internal.stock;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Reads counters and their ledger, without locks. {@link Movements} has the writes. */
public interface StockSql {
    /** The stock level of a counter; {@code now} is null for the database's time. */
    @SqlQuery("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            """ + Overdue.UNITS + """
            select s.variant_id, s.location_id,
                   s.stock_quantity + coalesce((
                     select u.units from overdue_units u
                     where u.variant_id = s.variant_id and u.location_id = s.location_id), 0) as stock_quantity,
                   s.reserved_quantity - coalesce((
                     select sum(i.quantity) from #cart_items i, clock
                     where i.variant_id = s.variant_id and i.location_id = s.location_id
                       and i.reserved_until <= clock.now), 0) as reserved_quantity
            from #stock s where s.variant_id = :variantId and s.location_id = :locationId""")
    Optional<LevelRow> level(@BindMethods StockKey key, @Bind("now") @Nullable OffsetDateTime now);

    /** The movements of a counter before a version, newest first. */
    @SqlQuery("""
            select variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after, reserved_after, backordered_after,
                   reason, reference, cart_id, order_id, actor, at
            from #stock_ledger
            where variant_id = :variantId and location_id = :locationId
              and version < :before
            order by version desc limit :limit""")
    List<LedgerRow> movements(@BindMethods StockKey key, @Bind("before") long before, @Bind("limit") int limit);

    /** The counter after its last movement by a time, found by bisection over the versions; empty before the first. */
    @SqlQuery("""
            with recursive span as (
              select cast(0 as bigint) as low, coalesce(max(version), 0) + 1 as high
              from #stock_ledger where variant_id = :variantId and location_id = :locationId
              union all
              select case when entry.at <= cast(:at as timestamptz) then middle.version else span.low end,
                     case when entry.at <= cast(:at as timestamptz) then span.high else middle.version end
              from span
              cross join lateral (select (span.low + span.high) / 2 as version) as middle
              left join lateral (
                select at from #stock_ledger
                where variant_id = :variantId and location_id = :locationId and version = middle.version) as entry
                on true
              where span.high - span.low > 1)
            select l.version, l.stock_after, l.reserved_after
            from #stock_ledger l
            where l.variant_id = :variantId and l.location_id = :locationId
              and l.version = (select max(low) from span)""")
    Optional<PastLevelRow> levelBy(@BindMethods StockKey key, @Bind("at") OffsetDateTime at);

    /** The carts that held units of a counter after a version, those with the most units first. */
    @SqlQuery("""
            select cart_id, sum(reserved_delta) as units
            from #stock_ledger
            where variant_id = :variantId and location_id = :locationId and version <= :version
              and cart_id is not null
            group by cart_id having sum(reserved_delta) > 0
            order by units desc, cart_id limit :limit""")
    List<HolderRow> holders(@BindMethods StockKey key, @Bind("version") long version, @Bind("limit") int limit);
}
