package dev.holdfast.internal.order;

import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.stock.Overdue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Counts the units that users have bought and hold of variants with a limit for each user: one round trip, and only for
 * commands on such variants.
 *
 * <p>The user is locked first, as for {@link dev.holdfast.internal.cart.UserHolds what users hold}, and counted with the
 * next statement. Orders and carts are counted by one statement, so that a checkout in between, which moves units from one
 * to the other, is seen as a whole or not at all. Thread-safe.
 */
public final class UserPurchases {
    private static final String LOCK_AND_COUNT = """
            select n.user_id, pg_try_advisory_xact_lock(hashtextextended('#users' || n.user_id, 7)) as locked
            from unnest(cast(:locked as text[])) as n(user_id);
            select n.user_id, n.variant_id, n.days,
                   (select coalesce(sum(i.quantity), 0)
                    from #carts c join #cart_items i on i.cart_id = c.id
                    where c.user_id = n.user_id and c.status = 'open' and c.id <> all(:carts)
                      and i.variant_id = n.variant_id and i.kit_id is null and i.gift_rule is null
                      and i.reserved_until > :now) as held,
                   (select coalesce(sum(i.quantity - coalesce((
                             select sum(k.quantity)
                             from #order_correction_items k
                             join #order_corrections r on r.order_id = k.order_id and r.id = k.correction_id
                             where k.order_id = i.order_id and k.item_id = i.id and r.kind <> 'fulfilment'), 0)), 0)
                    from #orders o join #order_items i on i.order_id = o.id
                    where o.user_id = n.user_id and i.variant_id = n.variant_id and i.gift_rule is null
                      and (n.days is null or o.placed_at > :now - make_interval(hours => 24 * n.days))
                      and (o.pay_by is null or o.pay_by > :now or not (""" + Overdue.AWAITED + """
            ))) as bought
            from unnest(cast(:users as text[]), cast(:variants as bigint[]), cast(:days as int[]))
                   as n(user_id, variant_id, days)
            """;

    /**
     * A user and a variant.
     *
     * @param days for which orders count; null for always
     */
    public record Asked(
            String userId, long variantId, @Nullable Integer days) {}

    /**
     * The units that a user has of a variant, gifts excluded.
     *
     * @param bought units of orders, without those that were cancelled or returned
     * @param held units of open carts
     */
    public record Units(long bought, long held) {}

    /**
     * Locks the users and counts their units.
     *
     * @param carts those that are not counted, because they are loaded
     * @return by user and variant; those of a user who is locked by somebody else are missing
     */
    public static Map<Asked, Units> lockAndCount(Handle handle, Collection<Asked> asked, Long[] carts, Instant now) {
        List<Asked> all = List.copyOf(asked);
        return handle.createQuery(LOCK_AND_COUNT)
                .bind(
                        "locked",
                        all.stream().map(Asked::userId).distinct().sorted().toArray(String[]::new))
                .bind("users", all.stream().map(Asked::userId).toArray(String[]::new))
                .bind("variants", all.stream().map(Asked::variantId).toArray(Long[]::new))
                .bind("days", all.stream().map(Asked::days).toArray(Integer[]::new))
                .bind("carts", carts)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    Set<String> locked = new HashSet<>();
                    results.forEach(row -> {
                        if (row.getBoolean("locked")) {
                            locked.add(row.getString("user_id"));
                        }
                    });
                    Map<Asked, Units> counted = new HashMap<>();
                    results.forEach(row -> {
                        String userId = row.getString("user_id");
                        if (locked.contains(userId)) {
                            counted.put(
                                    new Asked(userId, row.getLong("variant_id"), row.getObject("days", Integer.class)),
                                    new Units(row.getLong("bought"), row.getLong("held")));
                        }
                    });
                    return counted;
                });
    }

    private UserPurchases() {}
}
