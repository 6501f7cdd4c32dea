package dev.holdfast.internal.stock;

/**
 * The one writer of stock counters and of their ledger. Each constant is a part of a statement and writes both sides of
 * a movement together: a counter's new version, and the ledger row that has this version. A statement that moves stock
 * brings a common table expression that says what moves, and takes the writes from here.
 */
public final class Movements {
    /** Units came in. */
    public static final String RECEIVED = "received";

    /** Units were found or lost in a count. */
    public static final String ADJUSTED = "adjusted";

    /** A cart took units. */
    public static final String RESERVED = "reserved";

    /** A cart gave units back. */
    public static final String RELEASED = "released";

    /** Units were taken from a cart whose reservation had expired. */
    public static final String EXPIRED = "expired";

    /** Units left with an order. */
    public static final String SOLD = "sold";

    /** Units of an order came back. */
    public static final String RETURNED = "returned";

    /** Units of an order wait for stock. */
    public static final String BACKORDERED = "backordered";

    /** Units left with an order that had waited for them. */
    public static final String FILLED = "filled";

    /** Units left for another location. */
    public static final String TRANSFERRED_OUT = "transferred_out";

    /** Units came from another location. */
    public static final String TRANSFERRED_IN = "transferred_in";

    /** From here on units are not counted. */
    public static final String UNTRACKED = "untracked";

    /** From here on units are counted again. */
    public static final String TRACKED = "tracked";

    /** The reason of movements that keep what is on hand as it is. */
    static final String NOT_TRACKED = "not tracked";

    private static final String INSERT_LEDGER = """
            insert into #stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                       reserved_after, backordered_after, reason, reference, cart_id, order_id, actor, at)
            """;

    /**
     * Updates counters that were locked and moved in memory. {@code $rows} stands for the counters as a table {@code
     * n}; a counter whose version has changed since it was loaded is left alone.
     */
    public static final String UPDATE_COUNTERS = """
            update #stock s set stock_quantity = n.stock_quantity, reserved_quantity = n.reserved_quantity,
                                backordered_quantity = n.backordered_quantity, version = n.version
            from $rows
            where s.variant_id = n.variant_id and s.location_id = n.location_id and s.version = n.loaded_version""";

    private static final String RECORD_ROWS = """
            insert into #stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                       reserved_after, backordered_after, held_after, reason, reference, cart_id, order_id,
                                       $transfer actor, at)
            select n.variant_id, n.location_id, n.version, n.kind, n.stock_delta, n.reserved_delta, n.stock_after,
                   n.reserved_after, n.backordered_after, n.held_after, n.reason, n.reference, n.cart_id, n.order_id,
                   $named n.actor, saved.at
            from saved cross join $rows""";

    /**
     * Records the movements of those counters, all at {@code saved.at}. {@code $rows} stands for the ledger rows as a
     * table {@code n}, in the order of their versions, which is that of their events.
     */
    public static final String RECORD = RECORD_ROWS.replace("$transfer ", "").replace("$named ", "");

    /** The same with the transfers that movements belong to. */
    public static final String RECORD_WITH_TRANSFERS =
            RECORD_ROWS.replace("$transfer", "transfer_id,").replace("$named", "n.transfer_id,");

    /** Ends to count the units of the counters {@code :variant_ids} at {@code :location_ids}, which were just created. */
    public static final String UNTRACK_OPENED = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            given as (
              select * from unnest(cast(:variant_ids as bigint[]), cast(:location_ids as int[])) as n(variant_id, location_id)),
            counters as (
              update #stock s set tracked = false, version = s.version + 1
              from given n where s.variant_id = n.variant_id and s.location_id = n.location_id)
            """ + INSERT_LEDGER + """
            select s.variant_id, s.location_id, s.version + 1, 'untracked', 0, 0, s.stock_quantity, s.reserved_quantity,
                   s.backordered_quantity, null, null, null, null, cast(:actor as text), clock.now
            from clock cross join given n join #stock s on s.variant_id = n.variant_id and s.location_id = n.location_id""";

    /**
     * Creates the counters of {@code :opened_variants} at {@code :opened_locations} that are not there, without units.
     * Of two who do so at a time the second waits for the first, and then finds the counter.
     */
    public static final String OPEN_MISSING = """
            insert into #stock (variant_id, location_id, stock_quantity, reserved_quantity, version)
            select v.id, o.location_id, 0, 0, 0
            from unnest(cast(:opened_variants as bigint[]), cast(:opened_locations as int[])) as o(variant_id, location_id)
            join #variants v on v.id = o.variant_id
            where not exists (select from #stock s
                              where s.variant_id = o.variant_id and s.location_id = o.location_id)
            order by v.id, o.location_id
            on conflict do nothing""";

    /**
     * Creates the counters of new variants, with a receipt for those that have units. Needs {@code opened(variant_id,
     * location_id, units, reference, actor)} and {@code clock(now)}.
     */
    public static final String OPEN_COUNTERS = """
            opened_counters as (
              insert into #stock (variant_id, location_id, stock_quantity, reserved_quantity, version)
              select variant_id, location_id, units, 0, case when units > 0 then 1 else 0 end from opened),
            opening_movements as (
            """ + INSERT_LEDGER + """
              select variant_id, location_id, 1, 'received', units, 0, units, 0, 0, null, reference, null, null, actor, clock.now
              from opened cross join clock where units > 0)
            """;

    /**
     * Gives back what expired reservations held, and touches each counter once. Needs {@code ended(variant_id,
     * location_id, cart_id, id, reserved_until, quantity, backordered_quantity)}, whose rows were deleted by the same statement under the
     * locks of their counters, and {@code clock(now)}; {@code expiries} has a row for each movement. No actor is named:
     * the reservations had expired before.
     */
    // The ledger rows are computed from the counters as they were before this statement, found by their keys. A join
    // with what the update returns would become a nested loop, because the planner cannot estimate its size.
    public static final String EXPIRE = """
            numbered as (
              select e.*, row_number() over earlier as number, sum(e.quantity) over earlier as units,
                     sum(e.backordered_quantity) over earlier as backordered
              from ended e
              window earlier as (partition by e.variant_id, e.location_id order by e.reserved_until, e.cart_id, e.id)),
            sums as (
              select variant_id, location_id, count(*) as rows, sum(quantity) as units,
                     sum(backordered_quantity) as backordered
              from ended group by variant_id, location_id),
            counters as (
              update #stock s set reserved_quantity = s.reserved_quantity - sums.units,
                                  backordered_quantity = s.backordered_quantity - sums.backordered,
                                  version = s.version + sums.rows
              from sums
              where s.variant_id = sums.variant_id and s.location_id = sums.location_id),
            expiries as (
            """ + INSERT_LEDGER + """
              select n.variant_id, n.location_id, s.version + n.number, 'expired', 0, -n.quantity,
                     s.stock_quantity, s.reserved_quantity - n.units, s.backordered_quantity - n.backordered, null, null, n.cart_id, null, null, clock.now
              from numbered n join #stock s using (variant_id, location_id) cross join clock
              order by n.variant_id, n.location_id, n.number
              returning 1)
            """;

    /**
     * Begins or ends to count the units of the counter {@code :key}, which is locked. Orders no longer wait for units that are
     * not counted: they are filled, oldest first.
     */
    public static final String TRACK = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            filled as (
              delete from #backorders b
              where b.variant_id = :key.variantId and b.location_id = :key.locationId and not :tracked
              returning b.order_id, b.item_id, b.quantity),
            numbered as (
              select f.order_id, f.quantity, 2 * row_number() over earlier as number, sum(f.quantity) over earlier as units
              from filled f window earlier as (order by f.order_id, f.item_id)),
            counter as (
              update #stock s set tracked = :tracked, reserved_quantity = s.reserved_quantity - sums.units,
                                  backordered_quantity = s.backordered_quantity - sums.units,
                                  version = s.version + 1 + 2 * sums.rows
              from (select count(*) as rows, coalesce(sum(quantity), 0) as units from filled) as sums
              where s.variant_id = :key.variantId and s.location_id = :key.locationId)
            """ + INSERT_LEDGER + """
            select s.variant_id, s.location_id, s.version + e.number, e.kind, e.stock_delta, e.reserved_delta,
                   s.stock_quantity + e.more_on_hand, s.reserved_quantity - e.units, s.backordered_quantity - e.units,
                   e.reason, null, null, e.order_id, cast(:actor as text), clock.now
            from #stock s cross join clock cross join (
              select 1 as number, case when :tracked then 'tracked' else 'untracked' end as kind, 0 as stock_delta,
                     0 as reserved_delta, 0 as more_on_hand, 0 as units, null as reason, cast(null as bigint) as order_id
              union all
              select number, 'adjusted', quantity, 0, quantity, units - quantity, 'not tracked', order_id from numbered
              union all
              select number + 1, 'filled', -quantity, -quantity, 0, units, null, order_id from numbered) e
            where s.variant_id = :key.variantId and s.location_id = :key.locationId
            order by e.number""";

    private Movements() {}
}
