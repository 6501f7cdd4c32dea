package dev.holdfast.internal.work;

import dev.holdfast.internal.sql.Transactions;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list of commands asks for, and the statements that lock and read it, so that nothing is asked for in vain.
 *
 * <p>They are many small ones: their number costs no round trip, and each costs what its own columns cost.
 */
public record LoadShape(boolean carts, boolean wholeCarts, boolean items, boolean variants, boolean orders) {
    // Every statement of a command looks rows up by their keys, so the plan is the same for any number of commands and
    // any size of the tables: made once for a connection, also when the tables were still empty, and by no costs.
    private static final String OWN_TRANSACTION = """
            set transaction isolation level read committed;
            select set_config('lock_timeout', :lock_timeout, true) is null,
                   set_config('plan_cache_mode', 'force_generic_plan', true) is null,
                   set_config('enable_seqscan', 'off', true) is null, set_config('enable_hashjoin', 'off', true) is null,
                   set_config('enable_mergejoin', 'off', true) is null,
                   set_config('enable_bitmapscan', 'off', true) is null, set_config('jit', 'off', true) is null;
            """;

    private static final String VARIANTS = ":stock_variants";

    private static final String LOCATIONS = ":stock_locations";

    // What is returned is the row that was locked, as it is now.
    private static final String LOCK_CARTS = """
            select id, status, user_id, user_tier, promo_codes, currency, last_item_id, book_token, priced_at, policy,
                   charges, attributes, declined_gifts, order_id, created_at, updated_at
            from #carts where id = any(:carts) order by id for no key update;
            """;

    // What is wanted by itself, and that of every line, whose names are shown. Products are behind a fence, because a
    // plan that was made while the tables were empty may begin with them.
    private static final String READ_VARIANTS = """
            select v.id, v.product_id, v.sku, coalesce(v.name, p.name) as name, coalesce(v.price, p.base_price) as price,
                   p.currency, p.category
            from #variants v
            cross join lateral (select * from #products p where p.id = v.product_id offset 0) as p
            where v.id = any($variants);
            """;

    private static final String READ_LINES = """
            select cart_id, id, variant_id, location_id, product_id, category, quantity, unit_price as price,
                   reserved_since, reserved_until, gift_rule
            from #cart_items where cart_id = any(:carts);

            select cart_id, id, variant_id, location_id, quantity, expired_at as reserved_until
            from #expired_items where cart_id = any(:carts);
            """;

    private static final String OF_CARTS = """
            select variant_id from #cart_items where cart_id = any(:carts)
            union all
            select variant_id from #expired_items where cart_id = any(:carts)""";

    // The lines of carts that are locked already.
    private static final String OF_ITEMS = """
            select i.$column
            from (select unnest(cast(:item_carts as bigint[])) as cart_id, unnest(cast(:item_ids as int[])) as id) as n
            cross join lateral (
              select variant_id, location_id from #cart_items i where i.cart_id = n.cart_id and i.id = n.id
              union all
              select variant_id, location_id from #expired_items i where i.cart_id = n.cart_id and i.id = n.id
              offset 0) as i""";

    private static final String OF_WHOLE_CARTS = "select $column from #cart_items where cart_id = any(:whole_carts)";

    // In the order of the key, which is that of locks. There are few locations, so of the counters of those variants at
    // those locations hardly one is not wanted.
    private static final String LOCK_STOCK = """
            select variant_id, location_id, stock_quantity, reserved_quantity, version
            from #stock where variant_id = any($variants) and location_id = any($locations)
            order by variant_id, location_id for no key update;
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

    public static LoadShape of(Needs needs) {
        return new LoadShape(
                !needs.carts.isEmpty(),
                !needs.wholeCarts.isEmpty(),
                !needs.items.isEmpty(),
                !needs.stock.isEmpty(),
                needs.orders > 0);
    }

    /** Whether variants are asked for, by themselves or by lines. */
    public boolean readsVariants() {
        return carts || variants;
    }

    /** Whether counters are asked for. */
    public boolean locksStock() {
        return wholeCarts || items || variants;
    }

    /** The statements, of which those of a transaction of our own come first. */
    public String sql(boolean joined) {
        StringBuilder sql = new StringBuilder(joined ? "" : OWN_TRANSACTION);
        sql.append(carts ? LOCK_CARTS : "");
        if (readsVariants()) {
            sql.append(READ_VARIANTS.replace("$variants", array(VARIANTS, "bigint[]", carts ? OF_CARTS : null)));
        }
        sql.append(carts ? READ_LINES : "");
        if (locksStock()) {
            sql.append(LOCK_STOCK
                    .replace("$variants", ofCounters("variant_id", VARIANTS, "bigint[]"))
                    .replace("$locations", ofCounters("location_id", LOCATIONS, "int[]")));
        }
        sql.append(carts ? LOCK_PROMO_CODES : "").append(orders ? ORDER_IDS : "");
        return sql.append(CLOCK).toString();
    }

    private String ofCounters(String column, String given, String type) {
        return array(given, type, items ? OF_ITEMS : null, wholeCarts ? OF_WHOLE_CARTS : null)
                .replace("$column", column);
    }

    /** What is given, where variants are asked for by themselves, and what is selected besides, as one array. */
    private String array(String given, String type, @Nullable String... selects) {
        String selected = Stream.of(selects).filter(Objects::nonNull).collect(Collectors.joining("\nunion all\n"));
        String cast = "cast(" + given + " as " + type + ")";
        if (selected.isEmpty()) {
            return cast;
        }
        return "array(" + selected + (variants ? "\nunion all\nselect unnest(" + cast + ")" : "") + ")";
    }
}
