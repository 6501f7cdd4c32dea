package dev.holdfast.verify;

import dev.holdfast.internal.stock.Overdue;
import java.util.List;

/** The invariants of stored promo codes, their holds by carts and their claims by orders. */
final class PromoInvariants {
    private PromoInvariants() {}

    static List<Invariant> all() {
        return List.of(
                new Invariant("promo_counters", "each limited promo code counts its holds and claims", COUNTERS),
                new Invariant("promo_users", "no user has used a promo code more often than it allows", USERS),
                new Invariant(
                        "promo_holds",
                        "promo codes are held only by open carts, and orders whose payment is awaited, of the same user"
                                + " that name them",
                        HOLDS),
                new Invariant(
                        "promo_claims",
                        "each order claimed, once, the promo codes whose rules took something off it, and no others",
                        CLAIMS));
    }

    private static final String COUNTERS = """
            select 'the counters are not the sums of the uses' as problem, p.code, p.held_uses, p.claimed_uses,
                   p.held_amount, p.claimed_amount, u.held as uses_held, u.claimed as uses_claimed,
                   u.amount_held, u.amount_claimed
            from #promo_codes p
            cross join lateral (
              select count(*) filter (where order_id is null) as held,
                     count(*) filter (where order_id is not null) as claimed,
                     coalesce(sum(amount) filter (where order_id is null), 0) as amount_held,
                     coalesce(sum(amount) filter (where order_id is not null), 0) as amount_claimed
              from #promo_uses u where u.code_id = p.id and not u.overrun) u
            where p.counted
              and ((p.held_uses, p.claimed_uses) <> (u.held, u.claimed)
                   or p.currency is not null
                      and (p.held_amount, p.claimed_amount) <> (u.amount_held, u.amount_claimed)
                   or u.held + u.claimed > p.max_uses or u.amount_held + u.amount_claimed > p.budget)
            """;

    // The limit of a code is never set below what a user has used. An expired hold does not count, swept or not.
    private static final String USERS = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            select 'the user has used the code more often than it allows' as problem, p.code, u.user_id,
                   p.max_uses_per_user, count(*) filter (where u.order_id is null) as uses_held,
                   count(*) filter (where u.order_id is not null) as uses_claimed
            from clock cross join #promo_codes p join #promo_uses u on u.code_id = p.id
            where p.max_uses_per_user is not null and u.user_id is not null and not u.overrun
              and (u.order_id is not null or u.held_until > clock.now)
            group by p.id, u.user_id
            having count(*) > p.max_uses_per_user
            """;

    private static final String HOLDS = """
            select case when p.id is null then 'the code is missing'
                        when c.id is null then 'the cart is missing'
                        when c.status <> 'open' then 'the cart is closed'
                        when u.user_id is distinct from c.user_id then 'the cart belongs to another user'
                        else 'the cart does not name the code' end as problem,
                   u.cart_id, u.code_id, p.code, c.status
            from #promo_uses u left join #carts c on c.id = u.cart_id left join #promo_codes p on p.id = u.code_id
            where u.order_id is null and u.cart_id > 0
              and (p.id is null or c.id is null or c.status <> 'open' or u.user_id is distinct from c.user_id
                   or p.key not in (select lower(btrim(n.code) collate "C") from unnest(c.promo_codes) as n(code)))
            union all
            select case when p.id is null then 'the code is missing'
                        when o.id is null then 'the order is missing'
                        when not o.waits then 'the order does not wait for its payment'
                        when u.held_until is distinct from o.pay_by then 'the order waits until another time'
                        when u.user_id is distinct from o.user_id then 'the order belongs to another user'
                        else 'the order does not name the code' end,
                   u.cart_id, u.code_id, p.code, o.current_status
            from #promo_uses u
            left join lateral (
              select o.*, o.current_status = 'cancelled' or\s""" + Overdue.AWAITED + """
             as waits from #orders o where o.id = -u.cart_id) o on true
            left join #promo_codes p on p.id = u.code_id
            where u.order_id is null and u.cart_id < 0
              and (p.id is null or o.id is null or not o.waits or u.held_until is distinct from o.pay_by
                   or u.user_id is distinct from o.user_id
                   or p.key not in (select lower(btrim(n.code) collate "C") from unnest(o.promo_codes) as n(code)))
            """;

    // The row of a claim has the negative id of the order for its cart or, if it was claimed before, the cart of the
    // order. An order whose payment is awaited only holds the code. The revision that priced the order says whether its
    // rule required a stored code.
    private static final String CLAIMS = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            given as (
              select o.id as order_id, step ->> 'rule' as rule_code,
                     sum(cast(replace(step -> 'amount' ->> 'amount', '.', '') as bigint)) as amount
              from #orders o
              cross join lateral (
                select explanation from #order_items i where i.order_id = o.id
                union all
                select explanation from #order_charges h where h.order_id = o.id) as i
              cross join lateral jsonb_array_elements(i.explanation) as step
              join #pricing_rule_revisions r
                on r.code = step ->> 'rule' and r.revision = cast(step ->> 'revision' as int)
               and r.definition -> 'conditions' ->> 'stored_codes' = 'true'
              where o.promo_codes <> '{}'
                and not exists (select from #order_corrections k where k.order_id = o.id and k.promo_uses_returned)
                and not (o.pay_by is not null and o.pay_by <= (select now from clock) and\s""" + Overdue.AWAITED + """
            )
              group by o.id, step ->> 'rule'),
            claimed as (
              select coalesce(u.order_id, -u.cart_id) as order_id, u.order_id is null as only_held, u.cart_id,
                     u.user_id, u.amount, u.code_id, p.code, p.key, p.rule_code
              from #promo_uses u left join #promo_codes p on p.id = u.code_id
              where u.order_id is not null or u.cart_id < 0)
            select case when o.id is null then 'the order is missing'
                        when c.cart_id <> all(array[o.cart_id, -o.id])
                          then case when c.cart_id < 0 then 'the use is that of another order'
                                    else 'the order belongs to another cart' end
                        when c.code is null then 'the code is missing'
                        when o.user_id is distinct from c.user_id then 'the order belongs to another user'
                        else 'the order does not name the code' end as problem,
                   c.order_id, c.cart_id, c.code, c.amount, cast(null as bigint) as given
            from claimed c left join #orders o on o.id = c.order_id
            where o.id is null or c.cart_id <> all(array[o.cart_id, -o.id]) or c.code is null
               or o.user_id is distinct from c.user_id
               or c.key not in (select lower(btrim(n.code) collate "C") from unnest(o.promo_codes) as n(code))
            union all
            select 'the order has claimed the code more than once', c.order_id, null, min(c.code), cast(sum(c.amount) as bigint),
                   null
            from claimed c group by c.order_id, c.code_id having count(*) > 1
            union all
            select 'the order has given its uses back', c.order_id, c.cart_id, c.code, c.amount, null
            from claimed c
            where not c.only_held
              and exists (select from #order_corrections k where k.order_id = c.order_id and k.promo_uses_returned)
            union all
            select case when c.order_id is null then 'the order has a discount for a code that it did not claim'
                        else 'the order has another discount than it claimed' end,
                   g.order_id, c.cart_id, c.code, c.amount, cast(g.amount as bigint)
            from given g left join claimed c on c.order_id = g.order_id and c.rule_code = g.rule_code
            where c.order_id is null or g.amount <> c.amount
            """;
}
