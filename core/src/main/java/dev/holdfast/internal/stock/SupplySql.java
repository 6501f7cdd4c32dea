package dev.holdfast.internal.stock;

import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.kit.KitSql;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on how counters are sold. */
public interface SupplySql {
    /** How a variant is sold from a location, whether or not it has a counter there; empty without the variant. */
    @SqlQuery(StockSql.CLOCK + """
            select v.id as variant_id, l.id as location_id, coalesce(s.safety_stock, 0) as safety_stock,
                   coalesce(s.backorder_limit, 0) as backorder_limit, s.preorder_limit, s.preorder_available_at,
                   coalesce(s.tracked, true) as tracked, (
                     select r.reorder_point from #reorder_points r
                     where r.variant_id = v.id and r.location_id = l.id) as reorder_point,
                   coalesce(s.stock_quantity, 0) as stock_quantity,
                   coalesce(s.reserved_quantity - s.backordered_quantity, 0) as held_quantity,
            """ + StockSql.BACKORDERED + """
            from #variants v cross join #locations l
            left join #stock s on s.variant_id = v.id and s.location_id = l.id
            where v.id = :variantId and l.id = :locationId""")
    Optional<SupplyRow> find(@BindMethods StockKey key, @Bind("now") @Nullable OffsetDateTime now);

    /** Creates a counter without units, unless it is there or there is no such variant. */
    @SqlUpdate(Movements.OPEN_MISSING)
    void open(@Bind("opened_variants") List<Long> variantIds, @Bind("opened_locations") List<Integer> locationIds);

    /** Locks a counter, so that the next statement reads how it is sold; empty if there is none. */
    @SqlQuery("""
            select variant_id from #stock where variant_id = :variantId and location_id = :locationId
            for no key update""")
    Optional<Long> lock(@BindMethods StockKey key);

    /** Whether servers are locked out that know neither units which are not counted nor preorders. */
    @SqlQuery(LocationSql.IS_FINISHED)
    boolean isFinished();

    /** Which of these variants are kits, which they stay as long as their counters are locked. */
    @SqlQuery(KitSql.KITS_AMONG)
    List<Long> kitsAmong(@Bind("variant_ids") List<Long> variantIds);

    /** The counters of these variants at which anything has moved so far. */
    @SqlQuery("""
            select variant_id, location_id from #stock
            where variant_id = any(cast(:variant_ids as bigint[])) and version > 0
            order by variant_id, location_id""")
    List<StockKey> moved(@Bind("variant_ids") List<Long> variantIds);

    /** Begins or ends to count the units of a counter that is locked; {@code now} is null for the database's time. */
    @SqlUpdate(Movements.TRACK)
    void track(
            @BindMethods("key") StockKey key,
            @Bind("tracked") boolean tracked,
            @Bind("actor") @Nullable String actor,
            @Bind("now") @Nullable OffsetDateTime now);

    /** Locks these counters in their order; those that are not there are left out. */
    @SqlQuery("""
            select s.variant_id
            from unnest(cast(:variant_ids as bigint[]), cast(:location_ids as int[])) as k(variant_id, location_id)
            join #stock s on s.variant_id = k.variant_id and s.location_id = k.location_id
            order by s.variant_id, s.location_id for no key update of s""")
    List<Long> lockAll(@Bind("variant_ids") List<Long> variantIds, @Bind("location_ids") List<Integer> locationIds);

    /** What can be set of these counters, which are locked. */
    @SqlQuery("""
            select s.variant_id, s.location_id, s.safety_stock, s.backorder_limit, s.preorder_limit,
                   s.preorder_available_at, s.tracked, r.reorder_point
            from unnest(cast(:variant_ids as bigint[]), cast(:location_ids as int[])) as k(variant_id, location_id)
            join #stock s on s.variant_id = k.variant_id and s.location_id = k.location_id
            left join #reorder_points r on r.variant_id = s.variant_id and r.location_id = s.location_id
            order by s.variant_id, s.location_id""")
    List<SupplyState> states(
            @Bind("variant_ids") List<Long> variantIds, @Bind("location_ids") List<Integer> locationIds);

    /** Takes the reorder points of counters that are locked away. */
    @SqlUpdate("""
            delete from #reorder_points r
            using unnest(cast(:variant_ids as bigint[]), cast(:location_ids as int[])) as k(variant_id, location_id)
            where r.variant_id = k.variant_id and r.location_id = k.location_id""")
    void removeReorderPoints(
            @Bind("variant_ids") List<Long> variantIds, @Bind("location_ids") List<Integer> locationIds);

    /** Gives counters that are locked reorder points; those of which it is null are left without one. */
    @SqlUpdate("""
            insert into #reorder_points (variant_id, location_id, reorder_point)
            select * from unnest(cast(:variant_ids as bigint[]), cast(:location_ids as int[]),
                                 cast(:reorder_points as int[])) as n(variant_id, location_id, reorder_point)
            where reorder_point is not null""")
    void addReorderPoints(
            @Bind("variant_ids") List<Long> variantIds,
            @Bind("location_ids") List<Integer> locationIds,
            @Bind("reorder_points") List<@Nullable Integer> reorderPoints);

    /** Ends to count the units of counters that are new, and that no order waits at. */
    @SqlUpdate(Movements.UNTRACK_OPENED)
    void untrackOpened(
            @Bind("variant_ids") List<Long> variantIds,
            @Bind("location_ids") List<Integer> locationIds,
            @Bind("actor") @Nullable String actor,
            @Bind("now") @Nullable OffsetDateTime now);

    /**
     * Changes counters that are locked; {@code now} is null for the database's time. The allowance knows no date: it covers both
     * limits, and what was sold under earlier ones.
     */
    @SqlUpdate("""
            with given as (
              select * from unnest(cast(:variant_ids as bigint[]), cast(:location_ids as int[]),
                                   cast(:safety_stocks as int[]), cast(:backorder_limits as int[]),
                                   cast(:preorder_limits as int[]), cast(:preorder_times as text[]),
                                   cast(:audit.befores as text[]), cast(:audit.afters as text[]))
                            as n(variant_id, location_id, safety_stock, backorder_limit, preorder_limit, preorder_time,
                                 before, after)),
            changed as (
              update #stock s set safety_stock = n.safety_stock, backorder_limit = n.backorder_limit,
                                  preorder_limit = n.preorder_limit,
                                  preorder_available_at = cast(n.preorder_time as timestamptz),
                                  backorder_allowance = greatest(n.backorder_limit, n.preorder_limit,
                                                                 s.backordered_quantity)
              from given n where s.variant_id = n.variant_id and s.location_id = n.location_id)
            """ + AuditSql.INSERT + """
            select coalesce(cast(:now as timestamptz), clock_timestamp()), cast(:audit.actor as text), 'variant',
                   cast(variant_id as text), cast(before as json), cast(after as json)
            from given""")
    void changeAll(
            @Bind("variant_ids") List<Long> variantIds,
            @Bind("location_ids") List<Integer> locationIds,
            @Bind("safety_stocks") List<Integer> safetyStocks,
            @Bind("backorder_limits") List<Integer> backorderLimits,
            @Bind("preorder_limits") List<@Nullable Integer> preorderLimits,
            @Bind("preorder_times") List<@Nullable String> preorderTimes,
            @BindMethods("audit") AuditColumns audit,
            @Bind("now") @Nullable OffsetDateTime now);
}
