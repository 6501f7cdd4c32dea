package dev.holdfast.internal;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list of commands asks for, and the statements that lock and read it, so that nothing is asked for in vain.
 *
 * <p>They are many small ones: their number costs no round trip, and each costs what its own columns cost.
 */
record LoadShape(boolean carts, boolean wholeCarts, boolean items, boolean variants, boolean orders) {
    // Every statement of a command looks rows up by their keys, so the plan is the same for any number of commands and
    // any size of the tables: made once for a connection, also when the tables were still empty, and by no costs.
    private static final String OWN_TRANSACTION = """
            set transaction isolation level read committed;
            select set_config('lock_timeout', :lock_timeout, true) is null,
                   set_config('plan_cache_mode', 'force_generic_plan', true) is null,
                   set_config('enable_seqscan', 'off', true) is null, set_config('enable_hashjoin', 'off', true) is null,
                   set_config('enable_mergejoin', 'off', true) is null, set_config('jit', 'off', true) is null;
            """;

    // What is returned is the row that was locked, as it is now.
    private static final String LOCK_CARTS = """
            select id, status, user_id, user_tier, promo_codes, currency, last_item_id, book_token, priced_at, policy,
                   charges, attributes, declined_gifts, order_id, created_at, updated_at
            from #carts where id = any(:carts) order by id for no key update;
            """;

    // Looked up by keys from the carts on, also by a plan that was made when the tables were empty: the offsets keep
    // the planner from joining the other way around.
    private static final String READ_LINES = """
            select i.cart_id, i.id, i.variant_id, i.location_id, i.product_id, i.category, i.quantity,
                   i.unit_price as price, i.reserved_since, i.reserved_until, v.sku, v.name, i.gift_rule
            from (select unnest(cast(:carts as bigint[])) as id) as n
            cross join lateral (select * from #cart_items i where i.cart_id = n.id offset 0) as i
            cross join lateral ($names) as v;
            """;

    private static final String READ_EXPIRED_LINES = """
            select i.cart_id, i.id, i.variant_id, i.location_id, i.quantity, i.expired_at as reserved_until, v.sku, v.name
            from (select unnest(cast(:carts as bigint[])) as id) as n
            cross join lateral (select * from #expired_items i where i.cart_id = n.id offset 0) as i
            cross join lateral ($names) as v;
            """;

    private static final String NAMES = """
            select v.sku, coalesce(v.name, p.name) as name
            from #variants v join #products p on p.id = v.product_id where v.id = i.variant_id offset 0""";

    // The lines of carts that are locked already.
    private static final String ITEMS = """
            select i.variant_id, i.location_id
            from (select unnest(cast(:item_carts as bigint[])) as cart_id, unnest(cast(:item_ids as int[])) as id) as n
            cross join lateral (
              select variant_id, location_id from #cart_items i where i.cart_id = n.cart_id and i.id = n.id
              union all
              select variant_id, location_id from #expired_items i where i.cart_id = n.cart_id and i.id = n.id
              offset 0) as i""";

    private static final String WHOLE_CARTS =
            "select i.variant_id, i.location_id from #cart_items i where i.cart_id = any(:whole_carts)";

    private static final String VARIANTS = """
            select unnest(cast(:stock_variants as bigint[])) as variant_id,
                   unnest(cast(:stock_locations as int[])) as location_id""";

    private static final String READ_VARIANTS = """
            select v.id, v.product_id, v.sku, v.name, v.price, v.currency, v.category
            from (select w.variant_id from ($wanted) as w group by w.variant_id) as w
            cross join lateral (
              select v.id, v.product_id, v.sku, coalesce(v.name, p.name) as name,
                     coalesce(v.price, p.base_price) as price, p.currency, p.category
              from #variants v join #products p on p.id = v.product_id where v.id = w.variant_id offset 0) as v;
            """;

    private static final String LOCK_STOCK = """
            select s.variant_id, s.location_id, s.stock_quantity, s.reserved_quantity, s.version
            from #stock s
            where (s.variant_id, s.location_id) in (
              select w.variant_id, w.location_id from ($wanted) as w group by w.variant_id, w.location_id)
            order by s.variant_id, s.location_id for no key update;
            """;

    // Of all carts with a code that is counted, one at a time goes on from here.
    private static final String LOCK_PROMO_CODES = """
            with wanted as materialized (
              select array(
                select lower(btrim(unnest(cast(:promo_codes as text[]))) collate "C")
                union all
                select lower(btrim(unnest(c.promo_codes)) collate "C") from #carts c where c.id = any(:carts)) as keys),
            counted as materialized (
              select p.id from #promo_codes p where p.counted and p.key = any(cast((select keys from wanted) as text[]))
              order by p.id for no key update)
            select id from counted
            union all
            select p.id from #promo_codes p where not p.counted and p.key = any(cast((select keys from wanted) as text[]));
            """;

    private static final String ORDER_IDS = "select nextval('#order_numbers') from generate_series(1, :orders);";

    private static final String CLOCK = "select coalesce(cast(:now as timestamptz), clock_timestamp()), token, "
            + Transactions.NAME + " from #rule_book where id = 1";

    static LoadShape of(Needs needs) {
        return new LoadShape(
                !needs.carts.isEmpty(),
                !needs.wholeCarts.isEmpty(),
                !needs.items.isEmpty(),
                !needs.stock.isEmpty(),
                needs.orders > 0);
    }

    /** Whether variants are asked for, by themselves or by lines of theirs. */
    boolean readsVariants() {
        return items || variants;
    }

    /** Whether counters are asked for. */
    boolean locksStock() {
        return wholeCarts || readsVariants();
    }

    /** The statements, of which those of a transaction of our own come first. */
    String sql(boolean joined) {
        StringBuilder sql = new StringBuilder(joined ? "" : OWN_TRANSACTION);
        if (carts) {
            sql.append(LOCK_CARTS)
                    .append(READ_LINES.replace("$names", NAMES))
                    .append(READ_EXPIRED_LINES.replace("$names", NAMES));
        }
        String named = union(items ? ITEMS : null, variants ? VARIANTS : null);
        if (readsVariants()) {
            sql.append(READ_VARIANTS.replace("$wanted", named));
        }
        if (locksStock()) {
            String counters = union(wholeCarts ? WHOLE_CARTS : null, readsVariants() ? named : null);
            sql.append(LOCK_STOCK.replace("$wanted", counters));
        }
        sql.append(carts ? LOCK_PROMO_CODES : "").append(orders ? ORDER_IDS : "");
        return sql.append(CLOCK).toString();
    }

    private static String union(@Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining("\nunion all\n"));
    }
}
