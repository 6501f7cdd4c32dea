package dev.holdfast.verify;

import java.util.List;

/** The invariants of stock counters, the ledger and the items that hold units. */
final class StockInvariants {
    private StockInvariants() {}

    static List<Invariant> all() {
        return List.of(
                new Invariant(
                        "stock_bounds", "no more units are held than are on hand, or may be sold beyond them", BOUNDS),
                new Invariant(
                        "stock_supply",
                        "units can be sold beyond those on hand up to both limits, a preorder has a limit and a time, and"
                                + " nothing is promised of units on hand",
                        SUPPLY),
                new Invariant(
                        "stock_lines",
                        "the units held of each stock level are the sum of the items and orders that hold them",
                        ITEMS),
                new Invariant("stock_ledger", "each stock level matches its last ledger entry", LAST),
                new Invariant(
                        "ledger_sequence",
                        "ledger entries are numbered 1, 2, 3, each continues from the one before, as their events do,"
                                + " and they say whether units are counted",
                        SEQUENCE),
                new Invariant(
                        "ledger_kinds",
                        "each ledger entry moves the quantities of its kind, and names its cart, order or transfer and,"
                                + " where it expired, no actor",
                        KINDS),
                new Invariant(
                        "ledger_holders",
                        "by the ledger, each cart holds exactly the units of its items, and each order those it waits for",
                        HOLDERS));
    }

    private static final String BOUNDS = """
            select 'the units held are out of bounds' as problem, variant_id, location_id, stock_quantity,
                   reserved_quantity, backordered_quantity, backorder_allowance
            from #stock
            where not (0 <= backordered_quantity and backordered_quantity <= reserved_quantity
                       and (reserved_quantity - backordered_quantity <= stock_quantity
                            or not tracked and stock_quantity >= 0)
                       and backordered_quantity <= backorder_allowance)
            """;

    private static final String SUPPLY = """
            select case when (preorder_limit is null) <> (preorder_available_at is null)
                        then 'a preorder has no limit or no time' else 'the allowance is below a limit' end as problem,
                   variant_id, location_id, cast(null as bigint) as cart_id, cast(null as integer) as item_id
            from #stock
            where (preorder_limit is null) <> (preorder_available_at is null)
               or backorder_allowance < greatest(backorder_limit, preorder_limit)
            union all
            select 'units on hand are promised for a time', variant_id, location_id, cart_id, id
            from #cart_items where available_at is not null and backordered_quantity = 0
            """;

    private static final String ITEMS = """
            select case when s.variant_id is null then 'items hold units of a missing counter'
                        else 'the counter and the items differ' end as problem,
                   variant_id, location_id, s.reserved_quantity, i.units as units_in_lines, s.backordered_quantity,
                   i.backordered as backordered_in_lines
            from #stock s
            full join (
              select variant_id, location_id, sum(units) as units, sum(backordered) as backordered
              from (select variant_id, location_id, quantity as units, backordered_quantity as backordered from #cart_items
                    union all
                    select variant_id, location_id, quantity, quantity from #backorders) h
              group by variant_id, location_id) i using (variant_id, location_id)
            where coalesce(s.reserved_quantity, -1) <> coalesce(i.units, 0)
               or s.backordered_quantity <> coalesce(i.backordered, 0)
            """;

    // The sequence check finds entries without a counter, because it reads the whole ledger anyway.
    private static final String LAST = """
            select case when l.version is null then 'the counter has no entry'
                        else 'the counter and its last entry differ' end as problem,
                   s.variant_id, s.location_id, s.version, s.stock_quantity, s.reserved_quantity, s.backordered_quantity,
                   l.version as last_version, l.stock_after, l.reserved_after, l.backordered_after
            from #stock s
            left join lateral (
              select version, stock_after, reserved_after, backordered_after from #stock_ledger l
              where l.variant_id = s.variant_id and l.location_id = s.location_id
              order by version desc limit 1) l on true
            where (s.version, s.stock_quantity, s.reserved_quantity, s.backordered_quantity)
                  <> (coalesce(l.version, 0), coalesce(l.stock_after, 0), coalesce(l.reserved_after, 0),
                      coalesce(l.backordered_after, 0))
            """;

    private static final String SEQUENCE = """
            select case when e.version <> e.last_version + 1 then 'entries are missing'
                        when s.variant_id is null then 'the counter is missing'
                        when not $within
                          then 'the units held are out of bounds'
                        when e.untracked not between 0 and 1 or e.is_last and s.tracked <> (e.untracked = 0)
                          then 'the counter and the ledger differ in whether units are counted'
                        when $uncounted then 'units are taken for uncounted while they are counted'
                        when $untold then 'its event does not follow that of the entry before'
                        else 'the entry does not continue from the one before' end as problem,
                   e.variant_id, e.location_id, e.version, e.kind, e.stock_delta, e.reserved_delta,
                   e.stock_after, e.reserved_after, e.backordered_after, e.last_version, e.stock_before, e.reserved_before
            from (
              select l.*, lag(version, 1, cast(0 as bigint)) over entries as last_version,
                     lag(cast(stock_after as bigint), 1, cast(0 as bigint)) over entries as stock_before,
                     lag(cast(reserved_after as bigint), 1, cast(0 as bigint)) over entries as reserved_before,
                     sum(case kind when 'untracked' then 1 when 'tracked' then -1 else 0 end) over entries as untracked,
                     lag(event) over entries as last_event, lead(version) over entries is null as is_last
              from #stock_ledger l
              window entries as (partition by variant_id, location_id order by version)) e
            left join #stock s on s.variant_id = e.variant_id and s.location_id = e.location_id
                                  and (e.last_version = 0 or e.is_last)
            where e.version <> e.last_version + 1
               or e.stock_after <> e.stock_before + e.stock_delta
               or e.reserved_after <> e.reserved_before + e.reserved_delta
               or not $within
               or e.untracked not between 0 and 1
               or (e.is_last and s.tracked <> (e.untracked = 0))
               or $uncounted
               or $untold
               or (e.last_version = 0 and s.variant_id is null)
            """.replace("$within", """
            (0 <= e.backordered_after and e.backordered_after <= e.reserved_after
              and (e.reserved_after - e.backordered_after <= e.stock_after or e.untracked = 1 and e.stock_after >= 0))""")
            .replace("$uncounted", "(e.kind = 'adjusted' and e.order_id is not null and e.untracked = 0)")
            .replace("$untold", "(e.last_event is not null and coalesce(e.event, 0) <= e.last_event)");

    private static final String KINDS = """
            select 'the entry does not move the quantities of its kind' as problem, variant_id, location_id, version,
                   kind, stock_delta, reserved_delta, cart_id, order_id, transfer_id, actor
            from #stock_ledger
            where transfer_id is not null and kind not in ('transferred_out', 'transferred_in', 'adjusted')
               or not case kind
              when 'received' then stock_delta > 0 and reserved_delta = 0
              when 'adjusted' then stock_delta <> 0 and reserved_delta = 0
                                   and (transfer_id is null or stock_delta < 0)
              when 'reserved' then stock_delta = 0 and reserved_delta > 0 and cart_id is not null
              when 'released' then stock_delta = 0 and reserved_delta < 0 and (cart_id is null) <> (order_id is null)
              when 'expired' then stock_delta = 0 and reserved_delta < 0 and cart_id is not null
                                  and actor is null
              when 'sold' then stock_delta < 0 and reserved_delta = stock_delta and cart_id is not null
                               and order_id is not null
              when 'returned' then stock_delta > 0 and reserved_delta = 0 and order_id is not null
              when 'backordered' then stock_delta = 0 and reserved_delta > 0 and cart_id is null and order_id is not null
              when 'filled' then stock_delta < 0 and reserved_delta = stock_delta and cart_id is null
                                 and order_id is not null
              when 'transferred_out' then stock_delta < 0 and reserved_delta = 0 and transfer_id is not null
              when 'transferred_in' then stock_delta > 0 and reserved_delta = 0 and transfer_id is not null
              when 'untracked' then stock_delta = 0 and reserved_delta = 0
              when 'tracked' then stock_delta = 0 and reserved_delta = 0
              else false end
            """;

    private static final String HOLDERS = """
            select 'the ledger and the items of the cart differ' as problem, cart_id, variant_id, location_id,
                   coalesce(l.units, 0) as units_by_ledger, coalesce(i.units, 0) as units_in_lines
            from (select cart_id, variant_id, location_id, sum(reserved_delta) as units
                  from #stock_ledger where cart_id is not null and reserved_delta <> 0
                  group by cart_id, variant_id, location_id) l
            full join (select cart_id, variant_id, location_id, sum(quantity) as units
                       from #cart_items group by cart_id, variant_id, location_id) i
              using (cart_id, variant_id, location_id)
            where coalesce(l.units, 0) <> coalesce(i.units, 0)
            union all
            select 'the ledger and what the order waits for differ' as problem, order_id, variant_id, location_id,
                   coalesce(l.units, 0), coalesce(b.units, 0)
            from (select order_id, variant_id, location_id, sum(reserved_delta) as units
                  from #stock_ledger where kind in ('backordered', 'filled', 'released') and order_id is not null
                  group by order_id, variant_id, location_id) l
            full join (select order_id, variant_id, location_id, sum(quantity) as units
                       from #backorders group by order_id, variant_id, location_id) b
              using (order_id, variant_id, location_id)
            where coalesce(l.units, 0) <> coalesce(b.units, 0)
            """;
}
