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
    /** The time and what overdue orders give back, as common table expressions; {@code now} is null for the database's. */
    String CLOCK =
            "with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),\n"
                    + Overdue.UNITS;

    /** Units of the counter {@code s} that may be sold beyond those on hand, by the time of {@code clock}. */
    String LIMIT = "case when s.preorder_available_at > (select now from clock) then s.preorder_limit"
            + " else s.backorder_limit end";

    /** Units of the counter {@code s} of {@code v} at {@code l} that are reserved or sold and not on hand. */
    String BACKORDERED = """
            coalesce(s.backordered_quantity, 0) - coalesce((
                     select sum(i.backordered_quantity) from #cart_items i, clock
                     where i.variant_id = v.id and i.location_id = l.id and i.reserved_until <= clock.now), 0)
                     - coalesce((select u.backordered from overdue_units u
                                 where u.variant_id = v.id and u.location_id = l.id), 0) as backordered_quantity
            """;

    /** Units of the counter {@code s} on hand that are free, negative where there are too few; {@code u} is overdue. */
    String FREE = "case when s.tracked then s.stock_quantity else 1000000000 end - s.reserved_quantity - s.safety_stock"
            + " + coalesce(u.units, 0)";

    /** The counters {@code s} of a variant, with the units of overdue orders as {@code u}. */
    String COUNTERS = """
            #stock s left join overdue_units u on u.variant_id = s.variant_id and u.location_id = s.location_id
            """;

    /**
     * Begins how often the kit {@code v} can be had, which is as often as the least of its components makes it of units on
     * hand; null for a variant that is no kit. A condition follows that says which counters {@code s} count.
     */
    String KIT = """
            cast((select min(cast(coalesce((
                 select least(sum(greatest(""" + FREE + """
             + coalesce((
                          select sum(i.quantity) from #cart_items i, clock
                          where i.variant_id = s.variant_id and i.location_id = s.location_id
                            and i.reserved_until <= clock.now), 0), 0)), 1000000000)
                 from\s""" + COUNTERS + " where s.variant_id = k.variant_id and ";

    /** Ends it. */
    String OF_KIT = " and " + SoldFrom.COUNTER + """
            ), 0) as int) / k.quantity) from #kit_components k where k.kit_id = v.id) as int)""";

    /** The same at {@code l}. */
    String KIT_HERE = KIT + "s.location_id = l.id" + OF_KIT;

    /**
     * Selects {@link LevelRow}s of variants {@code v} at locations {@code l}, with their counters {@code s}, if any; the last
     * column follows, {@code kit_quantity}.
     */
    String LEVEL = """
            select v.id as variant_id, v.sku, l.id as location_id, l.code as location,
                   coalesce(l.active and l.sells, false) as sold,
                   coalesce(s.stock_quantity, 0) + coalesce((
                     select u.units - u.backordered from overdue_units u
                     where u.variant_id = v.id and u.location_id = l.id), 0) as stock_quantity,
                   coalesce(s.reserved_quantity - s.backordered_quantity, 0) - coalesce((
                     select sum(i.quantity - i.backordered_quantity) from #cart_items i, clock
                     where i.variant_id = v.id and i.location_id = l.id and i.reserved_until <= clock.now), 0)
                     as reserved_quantity,
            """ + BACKORDERED + """
                   , coalesce(s.safety_stock, 0) as safety_stock, coalesce(""" + LIMIT + """
            , 0) as backorder_limit,
                   coalesce(s.tracked, true) as tracked, (
                     select r.reorder_point from #reorder_points r
                     where r.variant_id = v.id and r.location_id = l.id) as reorder_point,
                   coalesce((
                     select sum(t.quantity - t.received_quantity - t.lost_quantity) from #transfers t
                     where t.variant_id = v.id and t.to_location_id = l.id and t.status = 'shipped'), 0)
                     as in_transit_quantity,
            """ + KIT_HERE + " as kit_quantity_here,\n";

    /** The stock level of a variant at a location, whether or not it has a counter there; empty without the variant. */
    @SqlQuery(CLOCK + LEVEL + KIT_HERE + """
             as kit_quantity
            from #variants v cross join #locations l
            left join #stock s on s.variant_id = v.id and s.location_id = l.id
            where v.id = :variantId and l.id = :locationId""")
    Optional<LevelRow> level(@BindMethods StockKey key, @Bind("now") @Nullable OffsetDateTime now);

    /** The movements of a counter before a version, newest first. */
    @SqlQuery("""
            select variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after, reserved_after,
                   backordered_after, held_after, reason, reference, cart_id, order_id, transfer_id, actor, at
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
            select l.version, l.stock_after, l.reserved_after, l.backordered_after
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
