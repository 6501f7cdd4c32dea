package dev.holdfast.internal;

import dev.holdfast.pricing.RuleBook;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Locks and reads what a list of commands needs: one round trip, whatever the number of commands.
 *
 * <p>It is several statements, because a statement that waited for a lock sees the row that it locked as it is now, and
 * all that it joined as it was before the wait. So carts are locked first; then one statement reads what their locks keep
 * still; then stock is locked, which is what buyers wait for, as late as can be; then promo codes that are counted; and
 * then the time is read. Where carts name stored promo codes, one more round trip reads what there is of those.
 */
final class Loader {
    // Every statement of a command looks rows up by their keys, so the plan is the same for any number of commands and
    // any size of the tables: made once for a connection, also when the tables were still empty, and by no costs.
    private static final String OWN_TRANSACTION = """
            set transaction isolation level read committed;
            select set_config('lock_timeout', :lock_timeout, true) is null,
                   set_config('plan_cache_mode', 'force_generic_plan', true) is null,
                   set_config('enable_seqscan', 'off', true) is null, set_config('enable_hashjoin', 'off', true) is null,
                   set_config('enable_mergejoin', 'off', true) is null, set_config('jit', 'off', true) is null;
            """;

    private static final String LOCK_CARTS =
            "select id from #carts where id = any(:carts) order by id for no key update;";

    // The lines of carts that are locked already. Each is looked up by its key, also by a plan that was made when the
    // table was empty: the offset keeps the planner from joining the other way around.
    private static final String ITEMS = """
            select i.variant_id, i.location_id
            from unnest(cast(:item_carts as bigint[]), cast(:item_ids as int[])) as n(cart_id, id)
            cross join lateral (
              select variant_id, location_id from #cart_items i where i.cart_id = n.cart_id and i.id = n.id
              union all
              select variant_id, location_id from #expired_items i where i.cart_id = n.cart_id and i.id = n.id
              offset 0) as i""";

    private static final String WHOLE_CARTS =
            "select i.variant_id, i.location_id from #cart_items i where i.cart_id = any(:whole_carts)";

    private static final String VARIANTS = """
            select n.variant_id, n.location_id
            from unnest(cast(:stock_variants as bigint[]), cast(:stock_locations as int[])) as n(variant_id, location_id)""";

    // Names and types of the columns that the parts below fill.
    private static final String READ = """
            select cast(null as text) as kind, cast(null as bigint) as id, cast(null as text) as status,
                   cast(null as text) as user_id, cast(null as text) as user_tier, cast(null as text[]) as promo_codes,
                   cast(null as text) as currency, cast(null as int) as last_item_id, cast(null as bigint) as book_token,
                   cast(null as timestamptz) as priced_at, cast(null as text) as policy,
                   cast(null as jsonb) as charges, cast(null as jsonb) as attributes,
                   cast(null as text[]) as declined_gifts,
                   cast(null as bigint) as order_id, cast(null as timestamptz) as created_at,
                   cast(null as timestamptz) as updated_at, cast(null as bigint) as cart_id,
                   cast(null as bigint) as variant_id, cast(null as int) as location_id,
                   cast(null as bigint) as product_id, cast(null as text) as category, cast(null as int) as quantity,
                   cast(null as bigint) as price, cast(null as timestamptz) as reserved_since,
                   cast(null as timestamptz) as reserved_until, cast(null as text) as sku, cast(null as text) as name,
                   cast(null as text) as gift_rule
            where false
            $parts
            order by kind, cart_id, id;
            """;

    private static final String READ_CARTS = """
            union all
            select 'cart', c.id, c.status, c.user_id, c.user_tier, c.promo_codes, c.currency, c.last_item_id,
                   c.book_token, c.priced_at, c.policy, c.charges, c.attributes, c.declined_gifts, c.order_id,
                   c.created_at, c.updated_at,
                   null, null, null, null, null, null, null, null, null, null, null, null
            from #carts c where c.id = any(:carts)
            union all
            select 'line', i.id, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                   i.cart_id, i.variant_id, i.location_id, i.product_id, i.category, i.quantity, i.unit_price,
                   i.reserved_since, i.reserved_until, v.sku, coalesce(v.name, p.name), i.gift_rule
            from #cart_items i
            join #variants v on v.id = i.variant_id join #products p on p.id = v.product_id
            where i.cart_id = any(:carts)
            union all
            select 'expired', i.id, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                   i.cart_id, i.variant_id, i.location_id, null, null, i.quantity, null,
                   null, i.expired_at, v.sku, coalesce(v.name, p.name), null
            from #expired_items i
            join #variants v on v.id = i.variant_id join #products p on p.id = v.product_id
            where i.cart_id = any(:carts)
            """;

    private static final String READ_VARIANTS = """
            union all
            select 'variant', v.id, null, null, null, null, p.currency, null, null, null, null, null, null, null, null,
                   null, null,
                   null, v.id, null, v.product_id, p.category, null, coalesce(v.price, p.base_price),
                   null, null, v.sku, coalesce(v.name, p.name), null
            from #variants v join #products p on p.id = v.product_id
            where v.id in (select w.variant_id from ($wanted) as w group by w.variant_id)
            """;

    private static final String LOCK_STOCK = """
            select s.variant_id, s.location_id, s.stock_quantity, s.reserved_quantity, s.version
            from #stock s
            where (s.variant_id, s.location_id) in (
              select w.variant_id, w.location_id from ($wanted) as w group by w.variant_id, w.location_id)
            order by s.variant_id, s.location_id for no key update;
            """;

    private static final String ORDER_IDS = "select nextval('#order_numbers') from generate_series(1, :orders);";

    private static final String CLOCK = "select coalesce(cast(:now as timestamptz), clock_timestamp()), token, "
            + Transactions.NAME + " from #rule_book where id = 1";

    // Of all carts with a code that is counted, one at a time goes on from here.
    private static final String LOCK_PROMO_CODES = """
            with wanted as materialized (
              select array(
                select lower(btrim(n.code) collate "C") from unnest(cast(:promo_codes as text[])) as n(code)
                union all
                select lower(btrim(n.code) collate "C")
                from #carts c cross join lateral unnest(c.promo_codes) as n(code) where c.id = any(:carts)) as keys),
            counted as materialized (
              select p.id from #promo_codes p where p.counted and p.key = any(cast((select keys from wanted) as text[]))
              order by p.id for no key update)
            select id from counted
            union all
            select p.id from #promo_codes p where not p.counted and p.key = any(cast((select keys from wanted) as text[]));
            """;

    /** What a list of commands asks for, so that nothing is asked for in vain. */
    private record Shape(boolean carts, boolean wholeCarts, boolean items, boolean variants, boolean orders) {
        static Shape of(Needs needs) {
            return new Shape(
                    !needs.carts.isEmpty(),
                    !needs.wholeCarts.isEmpty(),
                    !needs.items.isEmpty(),
                    !needs.stock.isEmpty(),
                    needs.orders > 0);
        }

        String sql() {
            StringBuilder sql = new StringBuilder(carts ? LOCK_CARTS : "");
            String named = union(items ? ITEMS : null, variants ? VARIANTS : null);
            String read = (carts ? READ_CARTS : "") + (named.isEmpty() ? "" : READ_VARIANTS.replace("$wanted", named));
            sql.append(READ.replace("$parts", read));
            String counters = union(wholeCarts ? WHOLE_CARTS : null, named.isEmpty() ? null : named);
            if (!counters.isEmpty()) {
                sql.append(LOCK_STOCK.replace("$wanted", counters));
            }
            sql.append(carts ? LOCK_PROMO_CODES : "");
            return sql.append(orders ? ORDER_IDS : "").append(CLOCK).toString();
        }

        private static String union(@Nullable String... parts) {
            return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining("\nunion all\n"));
        }
    }

    private final Database database;
    private final Reclaim reclaim;
    private final PromoLoader promoLoader;
    private final Map<Shape, NamedStatement> statements = new ConcurrentHashMap<>();

    Loader(Database database) {
        this.database = database;
        this.reclaim = new Reclaim(database);
        this.promoLoader = new PromoLoader(database);
    }

    /**
     * Loads, and when the commands want more units than are free, takes hold of expired lines as well.
     *
     * @param lockTimeout how long each lock is waited for, in a transaction of our own
     */
    Shop load(Handle handle, List<? extends Command<?>> commands, Duration lockTimeout, LongFunction<RuleBook> books) {
        Needs needs = new Needs();
        commands.forEach(command -> command.needs(needs));
        Shop shop = loadLocked(handle, needs, lockTimeout, books);
        Demand demand = new Demand();
        commands.forEach(command -> command.demand(shop, demand));
        reclaim.makeReachable(handle, shop, demand);
        return shop;
    }

    private Shop loadLocked(Handle handle, Needs needs, Duration lockTimeout, LongFunction<RuleBook> books) {
        Shape shape = Shape.of(needs);
        try (NamedStatement.Execution execution =
                statements.computeIfAbsent(shape, this::statement).on(handle.getConnection())) {
            if (!database.isJoined()) {
                execution.value("lock_timeout", Transactions.milliseconds(lockTimeout));
            }
            execution.value("now", database.clockTime());
            if (shape.carts) {
                execution
                        .longs("carts", needs.carts.toArray(Long[]::new))
                        .texts("promo_codes", needs.promoCodes.toArray(String[]::new));
            }
            if (shape.wholeCarts) {
                execution.longs("whole_carts", needs.wholeCarts.toArray(Long[]::new));
            }
            if (shape.items) {
                execution
                        .longs("item_carts", array(needs.items, Needs.ItemRef::cartId, Long[]::new))
                        .ints("item_ids", array(needs.items, Needs.ItemRef::itemId, Integer[]::new));
            }
            if (shape.variants) {
                execution
                        .longs("stock_variants", array(needs.stock, StockKey::variantId, Long[]::new))
                        .ints("stock_locations", array(needs.stock, StockKey::locationId, Integer[]::new));
            }
            if (shape.orders) {
                execution.value("orders", needs.orders);
            }
            return execution.read(executed -> read(executed, shape, books, handle, needs));
        }
    }

    private NamedStatement statement(Shape shape) {
        return new NamedStatement(database.sql((database.isJoined() ? "" : OWN_TRANSACTION) + shape.sql()));
    }

    private static <T, V> V[] array(Collection<T> from, Function<T, V> value, IntFunction<V[]> maker) {
        return from.stream().map(value).toArray(maker);
    }

    private Shop read(PreparedStatement executed, Shape shape, LongFunction<RuleBook> books, Handle handle, Needs needs)
            throws SQLException {
        Results results = new Results(executed);
        if (!database.isJoined()) {
            results.next(settings -> true);
        }
        if (shape.carts) {
            results.next(cart -> true);
        }
        Map<Long, CartRow> carts = new TreeMap<>();
        List<VariantRow> variants = new ArrayList<>();
        results.next(row -> add(row, carts, variants));
        boolean counters = shape.wholeCarts || shape.items || shape.variants;
        List<StockRow> stock = counters ? results.next(Rows::stock) : List.of();
        List<Long> promoCodes = shape.carts ? results.next(row -> row.getLong(1)) : List.of();
        List<Long> orderIds = shape.orders ? results.next(row -> row.getLong(1)) : List.of();
        Shop shop = results.next(row ->
                        new Shop(Rows.instant(row, 1), row.getLong(2), Transactions.name(row, 3), orderIds, books))
                .get(0);
        stock.forEach(shop::load);
        variants.forEach(shop::load);
        carts.values().forEach(shop::load);
        if (!promoCodes.isEmpty()) {
            shop.promos(new PromoStock(shop.now(), needs.carts));
            promoLoader.load(handle, shop, needs, promoCodes);
        }
        return shop;
    }

    // Carts come first.
    private static boolean add(ResultSet row, Map<Long, CartRow> carts, List<VariantRow> variants) throws SQLException {
        String kind = row.getString("kind");
        switch (kind) {
            case "cart" -> {
                CartRow cart = Rows.cart(row);
                carts.put(cart.id(), cart);
            }
            case "expired" -> cart(row, carts).load(Rows.expiredLine(row));
            case "line" -> cart(row, carts).load(Rows.line(row));
            case "variant" -> variants.add(Rows.variant(row));
            default -> throw new IllegalStateException(kind);
        }
        return true;
    }

    private static CartRow cart(ResultSet row, Map<Long, CartRow> carts) throws SQLException {
        return Objects.requireNonNull(carts.get(row.getLong("cart_id")));
    }
}
