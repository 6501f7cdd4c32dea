package dev.holdfast.internal;

import dev.holdfast.pricing.RuleBook;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Locks and reads what a list of commands needs: two round trips, whatever the number of commands.
 *
 * <p>It is several statements, because a statement that waited for a lock sees the row that it locked as it is now, and
 * all that it joined as it was before the wait. So carts are locked first; then stock, found through the lines that the
 * cart locks keep still; then promo codes that are counted; then one statement reads all that hangs on those locks, and
 * the time. Where carts name stored promo codes, one more round trip reads what there is of those.
 *
 * <p>The driver waits for what it has sent before it sends a statement whose rows have no greatest length. So those that
 * lock answer nothing but numbers, and all text is read at the end.
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

    private static final String LOAD = """
            select id from #carts where id = any(:carts) order by id for no key update;

            select s.variant_id, s.location_id, s.stock_quantity, s.reserved_quantity, s.version
            from #stock s
            where (s.variant_id, s.location_id) in (
              select n.variant_id, n.location_id
              from unnest(cast(:stock_variants as bigint[]), cast(:stock_locations as int[])) as n(variant_id, location_id)
              union
              select i.variant_id, i.location_id from #cart_items i where i.cart_id = any(:whole_carts)
              union
              select i.variant_id, i.location_id from #cart_items i
              join unnest(cast(:item_carts as bigint[]), cast(:item_ids as int[])) as n(cart_id, id) using (cart_id, id)
              union
              select i.variant_id, i.location_id from #expired_items i
              join unnest(cast(:item_carts as bigint[]), cast(:item_ids as int[])) as n(cart_id, id) using (cart_id, id))
            order by s.variant_id, s.location_id for no key update;

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

            with clock as materialized (
              select coalesce(cast(:now as timestamptz), clock_timestamp()) as now,
                     (select token from #rule_book where id = 1) as token,
                     array(select nextval('#order_numbers') from generate_series(1, :orders)) as order_ids),
            read as (
              select 'cart' as kind, c.id, c.status, c.user_id, c.user_tier, c.promo_codes, c.currency, c.last_item_id,
                     c.book_token, c.priced_at, c.policy, c.order_id, c.created_at, c.updated_at,
                     cast(null as bigint) as cart_id, cast(null as bigint) as variant_id,
                     cast(null as int) as location_id, cast(null as bigint) as product_id,
                     cast(null as text) as category, cast(null as int) as quantity, cast(null as bigint) as price,
                     cast(null as timestamptz) as reserved_since, cast(null as timestamptz) as reserved_until,
                     cast(null as text) as sku, cast(null as text) as name
              from #carts c where c.id = any(:carts)
              union all
              select 'line', i.id, null, null, null, null, null, null, null, null, null, null, null, null,
                     i.cart_id, i.variant_id, i.location_id, i.product_id, i.category, i.quantity, i.unit_price,
                     i.reserved_since, i.reserved_until, v.sku, coalesce(v.name, p.name)
              from #cart_items i
              join #variants v on v.id = i.variant_id join #products p on p.id = v.product_id
              where i.cart_id = any(:carts)
              union all
              select 'expired', i.id, null, null, null, null, null, null, null, null, null, null, null, null,
                     i.cart_id, i.variant_id, i.location_id, null, null, i.quantity, null,
                     null, i.expired_at, v.sku, coalesce(v.name, p.name)
              from #expired_items i
              join #variants v on v.id = i.variant_id join #products p on p.id = v.product_id
              where i.cart_id = any(:carts)
              union all
              select 'variant', v.id, null, null, null, null, p.currency, null, null, null, null, null, null, null,
                     null, v.id, null, v.product_id, p.category, null, coalesce(v.price, p.base_price),
                     null, null, v.sku, coalesce(v.name, p.name)
              from #variants v join #products p on p.id = v.product_id
              where v.id in (
                select unnest(cast(:stock_variants as bigint[]))
                union
                select i.variant_id from #cart_items i
                join unnest(cast(:item_carts as bigint[]), cast(:item_ids as int[])) as n(cart_id, id)
                  using (cart_id, id)
                union
                select i.variant_id from #expired_items i
                join unnest(cast(:item_carts as bigint[]), cast(:item_ids as int[])) as n(cart_id, id)
                  using (cart_id, id)))
            select clock.*, read.* from clock left join read on true order by kind, cart_id, id
            """;

    private final Database database;
    private final Reclaim reclaim;
    private final PromoLoader promoLoader;
    private final NamedStatement load;

    Loader(Database database) {
        this.database = database;
        this.reclaim = new Reclaim(database);
        this.promoLoader = new PromoLoader(database);
        this.load = new NamedStatement(database.sql(database.isJoined() ? LOAD : OWN_TRANSACTION + LOAD));
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
        Long[] stockVariants = needs.stock.stream().map(StockKey::variantId).toArray(Long[]::new);
        Integer[] stockLocations =
                needs.stock.stream().map(StockKey::locationId).toArray(Integer[]::new);
        Long[] itemCarts = needs.items.stream().map(Needs.ItemRef::cartId).toArray(Long[]::new);
        Integer[] itemIds = needs.items.stream().map(Needs.ItemRef::itemId).toArray(Integer[]::new);
        try (NamedStatement.Execution execution = load.on(handle.getConnection())) {
            if (!database.isJoined()) {
                execution.value("lock_timeout", Math.max(1, lockTimeout.toMillis()) + "ms");
            }
            return execution
                    .longs("carts", needs.carts.toArray(Long[]::new))
                    .longs("whole_carts", needs.wholeCarts.toArray(Long[]::new))
                    .longs("stock_variants", stockVariants)
                    .ints("stock_locations", stockLocations)
                    .longs("item_carts", itemCarts)
                    .ints("item_ids", itemIds)
                    .texts("promo_codes", needs.promoCodes.toArray(String[]::new))
                    .value("orders", needs.orders)
                    .value("now", database.clockTime())
                    .read(executed -> read(executed, books, handle, needs));
        }
    }

    private Shop read(PreparedStatement executed, LongFunction<RuleBook> books, Handle handle, Needs needs)
            throws SQLException {
        Results results = new Results(executed);
        if (!database.isJoined()) {
            results.next(settings -> true);
        }
        results.next(cart -> true);
        List<StockRow> stock = results.next(Rows::stock);
        List<Long> codes = results.next(code -> code.getLong(1));
        Reading reading = new Reading(books, stock);
        results.next(reading::add);
        Shop shop = reading.shop();
        if (!codes.isEmpty()) {
            shop.promos(new PromoStock(shop.now(), needs.carts));
            promoLoader.load(handle, shop, needs, codes);
        }
        return shop;
    }

    /** Makes the shop of the rows of the last statement: carts come first, and the time is in each of them. */
    private static final class Reading {
        private final LongFunction<RuleBook> books;
        private final List<StockRow> stock;
        private @Nullable Shop shop;

        Reading(LongFunction<RuleBook> books, List<StockRow> stock) {
            this.books = books;
            this.stock = stock;
        }

        boolean add(ResultSet row) throws SQLException {
            if (shop == null) {
                shop = new Shop(
                        Rows.instant(row, "now"),
                        row.getLong("token"),
                        List.of((Long[]) row.getArray("order_ids").getArray()),
                        books);
                stock.forEach(shop::load);
            }
            String kind = row.getString("kind");
            if (kind != null) {
                add(shop, kind, row);
            }
            return true;
        }

        private static void add(Shop shop, String kind, ResultSet row) throws SQLException {
            switch (kind) {
                case "cart" -> shop.load(Rows.cart(row));
                case "expired" -> shop.cart(row.getLong("cart_id")).load(Rows.expiredLine(row));
                case "line" -> {
                    CartRow cart = shop.cart(row.getLong("cart_id"));
                    Line line = Rows.line(row);
                    cart.load(line);
                    StockRow counter = shop.stockIfLoaded(line.key());
                    if (counter != null && line.isExpired(shop.now())) {
                        counter.reclaimable().add(new StockRow.Reclaimable(cart, line.id()));
                    }
                }
                case "variant" -> shop.load(Rows.variant(row));
                default -> throw new IllegalStateException(kind);
            }
        }

        Shop shop() {
            if (shop == null) {
                throw new IllegalStateException("the time was not read");
            }
            return shop;
        }
    }
}
