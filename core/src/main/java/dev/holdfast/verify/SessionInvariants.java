package dev.holdfast.verify;

import java.util.List;

/** The invariants of checkout sessions and their payments. */
final class SessionInvariants {
    private SessionInvariants() {}

    static List<Invariant> all() {
        return List.of(
                new Invariant(
                        "checkout_sessions",
                        "each open session holds its units in its cart, and each completed one became an order at its price",
                        SESSIONS),
                new Invariant(
                        "session_payments",
                        "what was paid for a session became the payment of an order, or was given back",
                        PAYMENTS));
    }

    private static final String SESSIONS = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            open as (
              select s.id, s.cart_id, s.terms, s.expires_at from #checkout_sessions s, clock
              where s.status = 'open' and s.expires_at > clock.now)
            select case when c.id is null then 'the cart is missing'
                        when c.status <> 'open' then 'the cart is closed'
                        else 'the cart is not in the session' end as problem,
                   s.id as session_id, s.cart_id, c.status, cast(null as bigint) as variant_id, cast(null as bigint) as units
            from open s left join #carts c on c.id = s.cart_id
            where c.id is null or c.status <> 'open' or c.session_id is distinct from s.id
               or c.session_until is distinct from s.expires_at
            union all
            select 'the cart does not hold the units', s.id, s.cart_id, null, wanted.variant_id, wanted.units
            from open s cross join lateral (
              select cast(item ->> 'variant_id' as bigint) as variant_id,
                     sum(cast(item ->> 'quantity' as bigint)) as units
              from jsonb_array_elements(s.terms -> 'items') as item group by 1) as wanted
            where wanted.units > (
              select coalesce(sum(i.quantity), 0) from #cart_items i
              where i.cart_id = s.cart_id and i.variant_id = wanted.variant_id and i.kit_id is null
                and i.reserved_until >= s.expires_at)
            union all
            select 'the session of the cart is missing', c.session_id, c.id, c.status, null, null
            from #carts c left join #checkout_sessions s on s.id = c.session_id and s.cart_id = c.id
            where c.session_id is not null and s.id is null
            union all
            select case when o.id is null then 'the order is missing'
                        when o.cart_id <> s.cart_id then 'the order belongs to another cart'
                        else 'the order has another total' end,
                   s.id, s.cart_id, s.status, null, null
            from #checkout_sessions s left join #orders o on o.id = s.order_id
            where s.order_id is not null
              and (o.id is null or o.cart_id <> s.cart_id or (o.total, o.currency) <> (s.total, s.currency))
            union all
            select 'several sessions became one order', min(s.id), min(s.cart_id), 'completed', null, null
            from #checkout_sessions s where s.order_id is not null group by s.order_id having count(*) > 1
            """;

    // An expired session that was paid for waits for its completion; money for it is not lost, but nobody has
    // delivered.
    private static final String PAYMENTS = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            paid as (
              select p.session_id,
                     coalesce(sum(p.amount) filter (where p.kind = 'captured' and not p.duplicate), 0) as captured,
                     coalesce(sum(p.amount) filter (where p.kind = 'refunded' and not p.duplicate), 0) as refunded
              from #checkout_session_payments p group by p.session_id)
            select case when s.status = 'shortfall'
                              and exists (select from #carts c where c.id = s.cart_id and c.status = 'open')
                          then 'units of a session that was paid for are missing'
                        else 'a session that was paid for is no order' end as problem,
                   s.id as session_id, s.cart_id, s.status, paid.captured, paid.refunded, cast(null as bigint) as order_id
            from paid join #checkout_sessions s on s.id = paid.session_id cross join clock
            where s.order_id is null and paid.captured > paid.refunded
              and not (s.status = 'open' and s.expires_at > clock.now)
            union all
            select 'the order does not have the payment', s.id, s.cart_id, p.kind, p.amount, null, s.order_id
            from #checkout_sessions s join #checkout_session_payments p on p.session_id = s.id
            where s.order_id is not null
              and not exists (select from #order_payments o where o.order_id = s.order_id
                                and (o.kind, o.reference, o.amount) = (p.kind, p.reference, p.amount))
            """;
}
