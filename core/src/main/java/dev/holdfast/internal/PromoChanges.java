package dev.holdfast.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What differs between stored promo codes as they were loaded and as they were decided, and how it is written. */
record PromoChanges(
        List<PromoRow> codes, List<Long> carts, List<OfCode> removed, List<OfCode> written) {

    record OfCode(long codeId, PromoUse use) {}

    /** The parts of the one statement that write it; they follow others. */
    static final String PARTS = """
            , promo_codes_written as (
              update #promo_codes p set held_uses = n.held_uses, claimed_uses = n.claimed_uses,
                     held_amount = n.held_amount, claimed_amount = n.claimed_amount, version = p.version + 1
              from unnest(cast(:pc_id as bigint[]), cast(:pc_held_uses as bigint[]), cast(:pc_claimed_uses as bigint[]),
                          cast(:pc_held_amount as bigint[]), cast(:pc_claimed_amount as bigint[]),
                          cast(:pc_loaded as bigint[]))
                   as n(id, held_uses, claimed_uses, held_amount, claimed_amount, loaded_version)
              where p.id = n.id and p.version = n.loaded_version
              returning 1),
            promo_uses_reclaimed as (
              delete from #promo_uses u
              using unnest(cast(:px_id as bigint[])) as n(id) cross join lateral (
                select e.cart_id from #promo_uses e
                where e.code_id = n.id and e.order_id is null and e.held_until <= cast(:now as timestamptz)
                  and e.cart_id <> all(cast(:px_carts as bigint[]))
                order by e.held_until, e.cart_id limit\s""" + PromoLoader.MOST_RECLAIMED + """
            ) as expired
              where u.code_id = n.id and u.cart_id = expired.cart_id
              returning 1),
            promo_uses_removed as (
              delete from #promo_uses u
              using unnest(cast(:pd_code as bigint[]), cast(:pd_cart as bigint[])) as n(code_id, cart_id)
              where u.code_id = n.code_id and u.cart_id = n.cart_id
              returning 1),
            promo_uses_written as (
              insert into #promo_uses as u (code_id, cart_id, user_id, amount, held_until, order_id)
              select *
              from unnest(cast(:pu_code as bigint[]), cast(:pu_cart as bigint[]), cast(:pu_user as text[]),
                          cast(:pu_amount as bigint[]), cast(:pu_until as timestamptz[]), cast(:pu_order as bigint[]))
              on conflict (cart_id, code_id) do update
                set user_id = excluded.user_id, amount = excluded.amount, held_until = excluded.held_until,
                    order_id = excluded.order_id
              returning 1)
            """;

    /** The numbers of rows that they wrote. */
    static final String COUNTS = ", (select count(*) from promo_codes_written), (select count(*) from promo_uses_reclaimed),"
            + " (select count(*) from promo_uses_removed), (select count(*) from promo_uses_written)";

    static PromoChanges of(PromoStock promos) {
        PromoChanges changes =
                new PromoChanges(new ArrayList<>(), promos.carts(), new ArrayList<>(), new ArrayList<>());
        for (PromoRow row : promos.rows()) {
            if (row.isChanged()) {
                changes.codes.add(row);
            }
            changes.add(row.columns().id(), row.loadedUses(), row.uses());
        }
        return changes;
    }

    boolean isEmpty() {
        return codes.isEmpty() && removed.isEmpty() && written.isEmpty();
    }

    private void add(long codeId, Map<Long, PromoUse> before, Map<Long, PromoUse> after) {
        before.forEach((cart, use) -> {
            if (!after.containsKey(cart)) {
                removed.add(new OfCode(codeId, use));
            }
        });
        after.forEach((cart, use) -> {
            if (!use.equals(before.get(cart))) {
                written.add(new OfCode(codeId, use));
            }
        });
    }
}
