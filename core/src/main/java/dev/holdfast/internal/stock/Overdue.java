package dev.holdfast.internal.stock;

/**
 * SQL for orders that were not paid by the time that was set for them. They are cancelled, and their units can be had,
 * whether or not that was written down.
 */
public final class Overdue {
    /**
     * Whether the payment of the order {@code o} is awaited: it stands as unpaid, has units that nobody was charged for
     * and none that was delivered. Together with {@code o.pay_by}, which comes first, an index answers it.
     */
    public static final String AWAITED = """
            o.pay_by is not null and o.current_status = 'placed' and o.payment_status in ('unpaid', 'failed')
            and (select coalesce(sum(k.refund_total), 0) < o.total and count(*) filter (where k.kind = 'fulfilment') = 0
                 from #order_corrections k where k.order_id = o.id)""";

    /** The units that overdue orders give back, by counter, and those of them that wait for stock, as {@code overdue_units}; the table {@code clock} comes before it. */
    public static final String UNITS = """
            overdue_units as materialized (
              select i.variant_id, i.location_id, sum(i.units) as units,
                     coalesce(sum((select b.quantity from #backorders b
                                   where b.order_id = i.order_id and b.item_id = i.item_id
                                     and b.variant_id = i.variant_id and b.location_id = i.location_id)), 0)
                       as backordered
              from clock join #orders o on o.pay_by <= clock.now
              cross join lateral (
                select i.order_id, i.id as item_id, i.variant_id, i.location_id,
                       i.quantity - coalesce((
                         select sum(k.quantity) from #order_correction_items k
                         where k.order_id = i.order_id and k.item_id = i.id), 0) as units
                from #order_items i
                where i.order_id = o.id and not exists (
                  select from #order_sources s where s.order_id = i.order_id and s.item_id = i.id)
                union all
                select s.order_id, s.item_id, s.variant_id, s.location_id, s.quantity - s.given_back
                from #order_sources s where s.order_id = o.id) i
              join #stock t on t.variant_id = i.variant_id and t.location_id = i.location_id and t.tracked
              where\s""" + AWAITED + """

              group by i.variant_id, i.location_id)
            """;

    private Overdue() {}
}
