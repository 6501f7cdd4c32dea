package dev.holdfast.verify;

import java.util.List;

/** The invariants of carts, orders, their prices, and the rules and keys that refer to them. */
final class OrderInvariants {
    private OrderInvariants() {}

    static List<Invariant> all() {
        return List.of(
                new Invariant("cart_lines", "only open carts hold items, and none holds a variant twice", CART_ITEMS),
                new Invariant(
                        "cart_orders",
                        "each checked-out cart names an order of it, and each order a cart that exists",
                        CART_ORDERS),
                new Invariant("order_totals", "the totals of each order are the sums of its items and charges", TOTALS),
                new Invariant(
                        "order_discounts", "each discount is the sum of the amounts that rules took off", DISCOUNTS),
                new Invariant(
                        "minimum_prices",
                        "no rule went below the minimum price of an item, and no variant's is above its price",
                        MINIMUM_PRICES),
                new Invariant(
                        "order_stock",
                        "each order took exactly the units from stock that it sold, or waits for them",
                        ORDER_STOCK),
                new Invariant(
                        "rule_revisions", "the revisions of each rule follow each other without a gap", REVISIONS),
                new Invariant("idempotency_keys", "each order named by a stored answer exists", KEYS));
    }

    // An item that expired before the gift was given did not earn it, whether or not it was taken away.
    private static final String CART_ITEMS = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            select case when c.id is null then 'the cart is missing' else 'the cart is closed' end as problem,
                   i.cart_id, c.status, i.id as item_id, i.variant_id, i.quantity
            from #cart_items i left join #carts c on c.id = i.cart_id where c.status is distinct from 'open'
            union all
            select 'the cart is missing' as problem, e.cart_id, null, e.id, e.variant_id, e.quantity
            from #expired_items e where not exists (select from #carts c where c.id = e.cart_id)
            union all
            select 'the item has expired and is held' as problem, i.cart_id, null, i.id, i.variant_id, i.quantity
            from clock cross join #cart_items i join #expired_items e on e.cart_id = i.cart_id
             -- Of an item that several stock levels hold, some may have been freed before the others.
             and (e.id = coalesce(i.item_id, i.id) and i.reserved_until > clock.now
                  or e.id <> coalesce(i.item_id, i.id) and i.gift_rule is null and i.kit_id is null
                     and e.variant_id = i.variant_id)
            union all
            select 'the cart holds the variant twice' as problem, i.cart_id, null, max(i.id), i.variant_id,
                   cast(sum(i.quantity) as int)
            from #cart_items i where i.kit_id is null
            group by i.cart_id, i.variant_id, i.gift_rule having count(distinct coalesce(i.item_id, i.id)) > 1
            union all
            select 'the rows of the item differ' as problem, i.cart_id, null, i.id, i.variant_id, i.quantity
            from #cart_items i
            join #cart_items f on f.cart_id = i.cart_id and coalesce(f.item_id, f.id) = i.item_id and f.id <> i.id
            where (coalesce(i.kit_id, i.variant_id), i.product_id, i.unit_price, i.min_unit_price, i.reserved_since, i.reserved_until,
                   i.gift_rule)
                  is distinct from (coalesce(f.kit_id, f.variant_id), f.product_id, f.unit_price, f.min_unit_price, f.reserved_since,
                                    f.reserved_until, f.gift_rule)
            union all
            select 'the gift outlives the items that earned it' as problem, i.cart_id, null, i.id, i.variant_id,
                   i.quantity
            from #cart_items i cross join clock
            where i.gift_rule is not null
              and i.reserved_until > (select min(b.reserved_until) from #cart_items b
                                      where b.cart_id = i.cart_id and b.gift_rule is null
                                        and b.reserved_until > clock.now)
            union all
            select 'the item id was never assigned' as problem, c.id, c.status, i.id, i.variant_id, i.quantity
            from #cart_items i join #carts c on c.id = i.cart_id where i.id > c.last_item_id
            """;

    private static final String CART_ORDERS = """
            select case when o.id is null then 'the order is missing'
                        else 'the cart and the order name different counterparts' end as problem,
                   c.id as cart_id, c.status, c.order_id, o.cart_id as cart_id_of_order
            from #carts c left join #orders o on o.id = c.order_id
            where (c.status = 'checked_out' or c.order_id is not null)
              and (o.id is null or o.cart_id <> c.id or c.status <> 'checked_out')
            union all
            select 'the cart is missing' as problem, o.cart_id, null, o.id, o.cart_id
            from #orders o where not exists (select from #carts c where c.id = o.cart_id)
            """;

    private static final String TOTALS = """
            select case when i.order_id is null then 'the order has no items' else 'the sums differ' end as problem,
                   o.id as order_id, o.subtotal, o.discount_total, o.total,
                   i.subtotal as subtotal_of_lines, i.discount as discount_of_lines, i.total as total_of_lines,
                   o.charge_total, h.amount as amount_of_charges, h.discount as discount_of_charges,
                   h.total as total_of_charges
            from #orders o
            left join (
              select order_id, sum(subtotal) as subtotal, sum(discount) as discount, sum(total) as total,
                     bool_and(subtotal = quantity * unit_price and total = subtotal - discount and total >= 0) as sound
              from #order_items group by order_id) i on i.order_id = o.id
            cross join lateral (
              select coalesce(sum(amount), 0) as amount, coalesce(sum(discount), 0) as discount,
                     coalesce(sum(total), 0) as total,
                     coalesce(bool_and(total = amount - discount and total >= 0), true) as sound
              from #order_charges where order_id = o.id) h
            where (o.subtotal, o.charge_total, o.discount_total, o.total)
                  is distinct from (i.subtotal, h.amount, i.discount + h.discount, i.total + h.total)
               or o.total <> o.subtotal + o.charge_total - o.discount_total or i.sound is not true or not h.sound
            """;

    // An amount is written with all the digits of its currency, so without the point it is in minor units.
    private static final String DISCOUNTS = """
            with steps as (
              select i.order_id, i.id, i.discount, coalesce(s.amount, 0) as amount, coalesce(s.of_order, 0) as of_order
              from #order_items i
              cross join lateral (
                select sum(cast(replace(step -> 'amount' ->> 'amount', '.', '') as bigint)) as amount,
                       sum(cast(replace(step -> 'amount' ->> 'amount', '.', '') as bigint))
                         filter (where step ->> 'target' = 'order') as of_order
                from jsonb_array_elements(i.explanation) as step) s
              where i.discount <> 0 or i.explanation <> '[]')
            select 'the discount of the item is not the amount that rules took off' as problem, order_id, id as item_id,
                   discount, amount as taken_off
            from steps where discount <> amount
            union all
            select 'the discount of the charge is not the amount that rules took off' as problem, h.order_id, null,
                   h.discount,
                   cast(s.amount as bigint)
            from #order_charges h
            cross join lateral (
              select coalesce(sum(cast(replace(step -> 'amount' ->> 'amount', '.', '') as bigint)), 0) as amount
              from jsonb_array_elements(h.explanation) as step) s
            where h.discount <> s.amount
            union all
            select 'the gift has a price' as problem, order_id, id, discount, subtotal
            from #order_items where gift_rule is not null and total <> 0
            union all
            select 'the order rules took off another amount than their shares' as problem, o.id, null,
                   cast(s.amount as bigint), cast(shares.amount as bigint)
            from #orders o
            cross join lateral (
              select coalesce(sum(cast(replace(step -> 'amount' ->> 'amount', '.', '') as bigint)), 0) as amount
              from jsonb_array_elements(o.explanation) as step) s
            left join (select order_id, sum(of_order) as amount from steps group by order_id) shares
              on shares.order_id = o.id
            where (o.explanation <> '[]' or shares.amount <> 0) and s.amount <> coalesce(shares.amount, 0)
            """;

    private static final String MINIMUM_PRICES = """
            select 'the item was sold below its minimum price' as problem, order_id, id as item_id, variant_id, quantity,
                   unit_price, min_unit_price, total
            from #order_items
            where gift_rule is null and total < least(unit_price, min_unit_price) * quantity and min_unit_price is not null
            union all
            select 'the minimum price of the variant is above its price' as problem, null, null, v.id, null,
                   coalesce(v.price, p.base_price), v.min_price, null
            from #variants v join #products p on p.id = v.product_id
            where v.min_price > coalesce(v.price, p.base_price)
            """;

    private static final String ORDER_STOCK = """
            select case when i.order_id is null then 'stock was taken for units that the order did not sell'
                        when l.order_id is null then 'the order took nothing from stock'
                        when l.cart_id <> o.cart_id then 'stock was taken for another cart'
                        else 'the order and the stock that it took differ' end as problem,
                   order_id, variant_id, location_id, i.units, l.units as units_taken, l.cart_id
            from (select order_id, variant_id, location_id, sum(quantity) as units
                  from (select i.order_id, i.variant_id, i.location_id, i.quantity from #order_items i
                        where not exists (select from #order_sources s
                                          where s.order_id = i.order_id and s.item_id = i.id)
                        union all
                        select order_id, variant_id, location_id, quantity from #order_sources) sources
                  group by order_id, variant_id, location_id) i
            full join (select order_id, variant_id, location_id,
                              sum(case kind when 'sold' then -stock_delta else reserved_delta end) as units,
                              max(cart_id) as cart_id
                       from #stock_ledger where kind in ('sold', 'backordered')
                       group by order_id, variant_id, location_id) l using (order_id, variant_id, location_id)
            left join #orders o on o.id = order_id
            where i.units is distinct from l.units or l.cart_id <> o.cart_id
            union all
            select 'the units of the item are not those of its sources', i.order_id, i.variant_id, null, i.quantity,
                   s.units, null
            from #order_items i
            join (select order_id, item_id, variant_id, units_per_item, sum(quantity) as units from #order_sources
                  group by order_id, item_id, variant_id, units_per_item) s
              on s.order_id = i.order_id and s.item_id = i.id
            where s.units <> cast(i.quantity as bigint) * s.units_per_item
            union all
            select 'a component of the item has different units for each of it', order_id, variant_id, null, item_id,
                   count(*), null
            from (select distinct order_id, item_id, variant_id, units_per_item from #order_sources) s
            group by order_id, item_id, variant_id having count(*) > 1
            """;

    private static final String REVISIONS = """
            select case when r.revision <> r.last_revision + 1 then 'revisions are missing'
                        when r.from_token < r.last_until then 'the revision overlaps the one before'
                        when r.from_token > r.token then 'the revision is not in the book yet'
                        when r.is_last and r.revision <> r.head_revision then 'the rule names another revision'
                        else 'only one of the rule and its last revision is in use' end as problem,
                   r.code, r.revision, r.from_token, r.until_token, r.last_revision, r.last_until, r.head_revision
            from (
              select r.code, r.revision, r.from_token, r.until_token, h.revision as head_revision, h.archived_at,
                     b.token,
                     lag(r.revision, 1, 0) over entries as last_revision,
                     lag(coalesce(r.until_token, 9223372036854775807), 1, cast(0 as bigint)) over entries as last_until,
                     lead(r.revision) over entries is null as is_last
              from #pricing_rule_revisions r join #pricing_rules h on h.code = r.code cross join #versions b
              window entries as (partition by r.code order by r.revision)) r
            where r.revision <> r.last_revision + 1
               or r.from_token < r.last_until
               or r.from_token > r.token or r.until_token > r.token or r.until_token <= r.from_token
               or (r.is_last and r.revision <> r.head_revision)
               or (r.is_last and (r.until_token is null) <> (r.archived_at is null))
            """;

    // An answer of the HTTP API has the location of the order; answers of other hosts are opaque.
    private static final String KEYS = """
            select 'the order is missing' as problem, k.scope, k.key, k.order_id
            from (
              select scope, key, cast(substring(answer from '"Location" *: *"/api/v1/orders/([0-9]{1,18})"') as bigint)
                     as order_id
              from #idempotency_keys) k
            where k.order_id is not null and not exists (select from #orders o where o.id = k.order_id)
            """;
}
