package dev.holdfast.verify;

import java.util.List;

/** The invariants of kits, and of the items of carts that are kits. */
final class KitInvariants {
    private KitInvariants() {}

    static List<Invariant> all() {
        return List.of(
                new Invariant(
                        "kit_items",
                        "each item that is a kit holds of each component as many units as its kits need",
                        ITEMS),
                new Invariant(
                        "kits", "each kit has components, none of which is a kit, and no stock of its own", KITS));
    }

    // An item that has expired may be partly taken away.
    private static final String ITEMS = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            components as (
              select i.cart_id, i.item_id, i.kit_id, i.variant_id, min(i.units_per_kit) as fewest,
                     max(i.units_per_kit) as most, sum(i.quantity) as units
              from #cart_items i cross join clock
              where i.kit_id is not null and i.reserved_until > clock.now
              group by i.cart_id, i.item_id, i.kit_id, i.variant_id)
            select case when k.id is null then 'a component is held without its kit'
                        else 'the units of a component are not those of the kits' end as problem,
                   c.cart_id, c.item_id, c.kit_id, c.variant_id, c.units, c.most as units_per_kit, k.quantity as kits
            from components c
            left join #cart_items k on k.cart_id = c.cart_id and k.id = c.item_id and k.kit_id is null
                                       and k.variant_id = c.kit_id
            where k.id is null or c.fewest is distinct from c.most or c.units <> cast(k.quantity as bigint) * c.most
            union all
            select 'a kit is held without its components', i.cart_id, i.id, i.variant_id, null, null, null, i.quantity
            from #cart_items i cross join clock
            where i.kit_id is null and i.reserved_until > clock.now
              and exists (select from #kit_components k where k.kit_id = i.variant_id)
              and not exists (select from #cart_items c where c.cart_id = i.cart_id and c.item_id = i.id
                                                              and c.kit_id is not null)
            union all
            select 'only one of the kit and its units is named', i.cart_id, i.id, i.kit_id, i.variant_id, i.quantity,
                   i.units_per_kit, null
            from #cart_items i where (i.kit_id is null) <> (i.units_per_kit is null)
            """;

    private static final String KITS = """
            select 'a component is a kit itself' as problem, k.kit_id, k.variant_id, k.quantity
            from #kit_components k where exists (select from #kit_components c where c.kit_id = k.variant_id)
            union all
            select 'the kit has stock of its own, or its units are counted', s.variant_id, s.variant_id, s.stock_quantity
            from #stock s
            where exists (select from #kit_components k where k.kit_id = s.variant_id)
              and (s.stock_quantity <> 0 or s.backordered_quantity <> 0 or s.tracked and s.location_id = 1)
            union all
            select 'servers do not see the last change of the kit', k.variant_id, k.variant_id, null
            from #kits k cross join #versions b where k.version > b.locations_version
            """;
}
