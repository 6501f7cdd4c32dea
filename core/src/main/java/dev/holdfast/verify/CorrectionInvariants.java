package dev.holdfast.verify;

import java.util.List;

/** The invariants of what happens to orders after they were placed. */
final class CorrectionInvariants {
    private CorrectionInvariants() {}

    static List<Invariant> all() {
        return List.of(
                new Invariant(
                        "order_units", "the groups of an item's units have its quantity and its total together", UNITS),
                new Invariant(
                        "order_corrections",
                        "no more units are cancelled, fulfilled or returned than there are, and nothing is missing",
                        CORRECTIONS),
                new Invariant(
                        "order_refunds",
                        "no refund exceeds what was charged, and the refunds of all units and charges are the total",
                        REFUNDS),
                new Invariant(
                        "order_payments", "each kind and reference of an order's payments has one effect", PAYMENTS),
                new Invariant(
                        "order_states",
                        "the states of each order follow from its corrections and its payments",
                        STATES),
                new Invariant(
                        "order_returns",
                        "exactly the units that were cancelled, or returned as sellable, came back into stock or are no longer waited for",
                        STOCK));
    }

    /** What has become of each item that a correction names. */
    private static final String CHANGED = """
            changed as (
              select i.order_id, i.item_id,
                     coalesce(sum(i.quantity) filter (where k.kind = 'cancellation'), 0) as cancelled,
                     coalesce(sum(i.quantity) filter (where k.kind = 'fulfilment'), 0) as fulfilled,
                     coalesce(sum(i.quantity) filter (where k.kind = 'return'), 0) as returned,
                     sum(i.charged) as charged
              from #order_correction_items i
              join #order_corrections k on k.order_id = i.order_id and k.id = i.correction_id
              group by i.order_id, i.item_id)
            """;

    private static final String UNITS = """
            select 'the groups are not the item' as problem, i.order_id, i.id as item_id, i.quantity, i.total,
                   cast(u.quantity as bigint) as quantity_of_groups, cast(u.total as bigint) as total_of_groups
            from #order_items i
            cross join lateral (
              select sum(cast(g ->> 'quantity' as bigint)) as quantity, sum(cast(g ->> 'total' as bigint)) as total,
                     bool_and(cast(g ->> 'quantity' as bigint) > 0 and cast(g ->> 'total' as bigint) >= 0) as sound
              from jsonb_array_elements(i.units) as g) u
            where i.units is not null
              and ((u.quantity, u.total) is distinct from (i.quantity, i.total) or u.sound is not true)
            """;

    private static final String CORRECTIONS = "with " + CHANGED + """
            select case when i.id is null then 'the item is missing'
                        when c.cancelled + c.fulfilled > i.quantity then 'more units are gone than were sold'
                        else 'more units are returned than were fulfilled' end as problem,
                   c.order_id, c.item_id, cast(i.quantity as bigint) as quantity, cast(c.cancelled as bigint) as cancelled,
                   cast(c.fulfilled as bigint) as fulfilled, cast(c.returned as bigint) as returned
            from changed c left join #order_items i on i.order_id = c.order_id and i.id = c.item_id
            where i.id is null or c.cancelled + c.fulfilled > i.quantity or c.returned > c.fulfilled
            union all
            select case when o.id is null then 'the order is missing' else 'corrections are missing' end,
                   k.order_id, null, k.corrections, k.last, null, null
            from (select order_id, count(*) as corrections, max(id) as last from #order_corrections group by order_id) k
            left join #orders o on o.id = k.order_id
            where o.id is null or k.corrections <> k.last
            union all
            select 'the correction is about nothing', k.order_id, null, k.id, null, null, null
            from #order_corrections k
            where not exists (select from #order_correction_items i where i.order_id = k.order_id and i.correction_id = k.id)
              and not exists (select from #order_correction_charges c
                              where c.order_id = k.order_id and c.correction_id = k.id)
            union all
            select 'the units are not those that are named', i.order_id, i.item_id, i.quantity, null, null, null
            from #order_correction_items i
            where i.units is not null
              and i.quantity <> (select sum(cast(u ->> 'quantity' as bigint)) from jsonb_array_elements(i.units) as u)
            union all
            select 'the condition does not fit', i.order_id, i.item_id, i.quantity, null, null, null
            from #order_correction_items i join #order_corrections k on k.order_id = i.order_id and k.id = i.correction_id
            where (i.condition is null) = (k.kind = 'return')
            """;

    // A repriced refund may be another than what its units were charged; all of them together are bounded by the order.
    private static final String REFUNDS = "with " + CHANGED + """
            , shares as (
              select k.order_id, k.id, k.refundable, k.refund_total, k.kind,
                     coalesce(i.refund, 0) + coalesce(c.refund, 0) as refund,
                     coalesce(i.charged, 0) + coalesce(c.charged, 0) as charged,
                     coalesce(i.above, false) or coalesce(c.above, false) as above
              from #order_corrections k
              left join (select order_id, correction_id, sum(refund) as refund, sum(charged) as charged,
                                bool_or(refund > charged) as above
                         from #order_correction_items group by order_id, correction_id) i
                on i.order_id = k.order_id and i.correction_id = k.id
              left join (select order_id, correction_id, sum(refund) as refund, sum(charged) as charged,
                                bool_or(refund > charged) as above
                         from #order_correction_charges group by order_id, correction_id) c
                on c.order_id = k.order_id and c.correction_id = k.id)
            select case when s.refund <> s.refund_total then 'the refund is not the sum of its shares'
                        when s.above then 'a share is more than was charged'
                        else 'the refund is not what was charged' end as problem,
                   s.order_id, s.id as correction_id, null as item_id, s.refundable, s.refund_total,
                   cast(s.refund as bigint) as refund, cast(s.charged as bigint) as charged
            from shares s join #orders o on o.id = s.order_id
            where s.refund <> s.refund_total or s.refund_total > s.refundable
               or o.refund_policy = 'keep' and (s.above or s.charged <> s.refundable)
            union all
            select case when c.charged > i.total then 'the units were charged more than the item'
                        else 'all units are gone, and not all that they were charged' end,
                   c.order_id, null, c.item_id, i.total, null, null, cast(c.charged as bigint)
            from changed c join #order_items i on i.order_id = c.order_id and i.id = c.item_id
            where c.charged > i.total or c.cancelled + c.returned = i.quantity and c.charged <> i.total
            union all
            select 'the charge is given back otherwise than it was charged', c.order_id, c.correction_id, null, h.total,
                   null, c.refund, c.charged
            from #order_correction_charges c left join #order_charges h on h.order_id = c.order_id and h.code = c.code
            where c.charged is distinct from h.total
            union all
            select case when r.refundable > o.total then 'the refunds are more than the order'
                        else 'nothing is left, and the refunds are not the order' end,
                   o.id, null, null, cast(r.refundable as bigint), o.total, null, null
            from (select order_id, sum(refundable) as refundable from #order_corrections group by order_id) r
            join #orders o on o.id = r.order_id
            where r.refundable > o.total
               or r.refundable < o.total
                  and not exists (
                    select from #order_items i
                    left join changed c on c.order_id = i.order_id and c.item_id = i.id
                    where i.order_id = o.id and i.quantity > coalesce(c.cancelled + c.returned, 0))
                  and not exists (
                    select from #order_charges h
                    where h.order_id = o.id
                      and not exists (select from #order_correction_charges c
                                      where c.order_id = h.order_id and c.code = h.code))
            """;

    private static final String PAYMENTS = """
            select 'not one of the reports has effect' as problem, order_id, kind, reference, count(*) as reports,
                   count(*) filter (where not duplicate) as effects
            from #order_payments
            group by order_id, kind, reference
            having count(*) filter (where not duplicate) <> 1 or count(*) <> count(distinct amount)
            union all
            select case when o.id is null then 'the order is missing' else 'payments are missing' end, p.order_id, null,
                   null, p.payments, p.last
            from (select order_id, count(*) as payments, max(id) as last from #order_payments group by order_id) p
            left join #orders o on o.id = p.order_id
            where o.id is null or p.payments <> p.last
            """;

    private static final String STATES = "with " + CHANGED + """
            , units as (
              select i.order_id,
                     bool_or(i.quantity > coalesce(c.cancelled + c.fulfilled, 0)) as any_open,
                     bool_or(coalesce(c.fulfilled - c.returned, 0) > 0) as any_kept,
                     bool_or(coalesce(c.returned, 0) > 0) as any_returned
              from #order_items i left join changed c on c.order_id = i.order_id and c.item_id = i.id
              where i.order_id in (select order_id from changed)
              group by i.order_id),
            paid as (
              select p.order_id,
                     coalesce(sum(p.amount) filter (where p.kind = 'captured' and not p.duplicate), 0) as captured,
                     coalesce(sum(p.amount) filter (where p.kind = 'refunded' and not p.duplicate), 0) as refunded,
                     bool_or(p.kind = 'failed') as any_failed,
                     bool_or(p.kind = 'authorized'
                             and not exists (select from #order_payments f
                                             where f.order_id = p.order_id and f.kind = 'failed'
                                               and f.reference = p.reference)) as any_authorized
              from #order_payments p group by p.order_id),
            refunds as (select order_id, sum(refund_total) as total from #order_corrections group by order_id)
            select case when o.current_status <> s.status then 'the status is another'
                        when o.payment_status <> s.payment_status then 'the payment status is another'
                        else 'promo codes are given back, and the order is not cancelled' end as problem,
                   o.id as order_id, o.current_status, s.status, o.payment_status, s.payment_status as payment_status_found
            from #orders o
            left join units u on u.order_id = o.id
            left join paid p on p.order_id = o.id
            left join refunds r on r.order_id = o.id
            cross join lateral (
              select case when u.order_id is null or u.any_open then 'placed'
                          when u.any_kept then 'fulfilled'
                          when u.any_returned then 'returned'
                          else 'cancelled' end as status,
                     case when p.order_id is null then 'unpaid'
                          when p.captured > 0 and p.refunded >= p.captured then 'refunded'
                          when p.captured > 0 and p.refunded > 0 then 'partially_refunded'
                          when p.captured > 0 and p.captured >= o.total - coalesce(r.total, 0) then 'paid'
                          when p.any_authorized then 'authorized'
                          when p.any_failed and p.captured = 0 then 'failed'
                          else 'unpaid' end as payment_status) s
            where (o.current_status, o.payment_status) <> (s.status, s.payment_status)
               or s.status <> 'cancelled'
                  and exists (select from #order_corrections k where k.order_id = o.id and k.promo_uses_returned)
            """;

    private static final String STOCK = """
            select case when i.order_id is null then 'stock took units back that the order did not give'
                        when l.order_id is null then 'stock took nothing back'
                        else 'the order and the stock that it gave back differ' end as problem,
                   order_id, variant_id, location_id, cast(i.units as bigint) as units, l.units as units_taken
            from (select order_id, variant_id, location_id, sum(units) as units
                  from (select i.order_id, s.variant_id, s.location_id, i.quantity as units
                        from #order_correction_items i
                        join #order_corrections k on k.order_id = i.order_id and k.id = i.correction_id
                        join #order_items s on s.order_id = i.order_id and s.id = i.item_id
                        where (k.kind = 'cancellation' or i.condition = 'sellable')
                          and not exists (select from #order_sources o
                                          where o.order_id = i.order_id and o.item_id = i.item_id)
                        union all
                        select order_id, variant_id, location_id, given_back from #order_sources
                        where given_back > 0) given_back
                  group by order_id, variant_id, location_id) i
            full join (select order_id, variant_id, location_id,
                              sum(case kind when 'returned' then stock_delta else -reserved_delta end) as units
                       from #stock_ledger where kind = 'returned' or kind = 'released' and order_id is not null
                       group by order_id, variant_id, location_id) l using (order_id, variant_id, location_id)
            where i.units is distinct from l.units
            union all
            select 'the units that the item gave back are not those of its sources', s.order_id, i.variant_id, null,
                   cast(coalesce(k.units, 0) as bigint), s.given_back
            from (select order_id, item_id, units_per_item, sum(given_back) as given_back from #order_sources
                  group by order_id, item_id, variant_id, units_per_item) s
            join #order_items i on i.order_id = s.order_id and i.id = s.item_id
            left join (select c.order_id, c.item_id, sum(c.quantity) as units
                       from #order_correction_items c
                       join #order_corrections k on k.order_id = c.order_id and k.id = c.correction_id
                       where k.kind = 'cancellation' or c.condition = 'sellable'
                       group by c.order_id, c.item_id) k on k.order_id = s.order_id and k.item_id = s.item_id
            where s.given_back <> coalesce(k.units, 0) * s.units_per_item
            """;
}
