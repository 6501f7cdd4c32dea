package dev.holdfast.internal;

import dev.holdfast.pricing.RuleBook;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Locks and reads what a list of commands needs: one round trip, whatever the number of commands.
 *
 * <p>It is several statements, because a statement that waited for a lock sees the row that it locked as it is now, and
 * all that it joined as it was before the wait. So carts are locked first; then stock, found through the lines that the
 * cart locks keep still; then everything is read that hangs on those locks; and last the time.
 */
final class Loader {
    // Every statement of a command looks rows up by their keys, so the plan is the same for any number of commands and
    // any size of the tables: made once for a connection, also when the tables were still empty, and by no costs.
    private static final String OWN_TRANSACTION = """
            set transaction isolation level read committed;
            select set_config('lock_timeout', :lock_timeout, true), set_config('plan_cache_mode', 'force_generic_plan', true),
                   set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                   set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true);
            """;

    private static final String LOAD = """
            select id, status, user_id, user_tier, promo_codes, currency, last_item_id, book_token, priced_at, policy,
                   order_id, created_at, updated_at
            from #carts where id = any(:carts) order by id for no key update;

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

            select i.cart_id, i.id, i.variant_id, i.location_id, i.product_id, i.category, i.quantity, i.unit_price,
                   i.reserved_since, i.reserved_until, v.sku, coalesce(v.name, p.name) as name
            from #cart_items i
            join #variants v on v.id = i.variant_id join #products p on p.id = v.product_id
            where i.cart_id = any(:carts) order by i.cart_id, i.id;

            select i.cart_id, i.id, i.variant_id, i.location_id, i.quantity, i.expired_at,
                   v.sku, coalesce(v.name, p.name) as name
            from #expired_items i
            join #variants v on v.id = i.variant_id join #products p on p.id = v.product_id
            where i.cart_id = any(:carts) order by i.cart_id, i.id;

            select v.id, v.product_id, v.sku, coalesce(v.name, p.name) as name, coalesce(v.price, p.base_price) as price,
                   p.currency, p.category
            from #variants v join #products p on p.id = v.product_id
            where v.id in (
              select unnest(cast(:stock_variants as bigint[]))
              union
              select i.variant_id from #cart_items i
              join unnest(cast(:item_carts as bigint[]), cast(:item_ids as int[])) as n(cart_id, id) using (cart_id, id)
              union
              select i.variant_id from #expired_items i
              join unnest(cast(:item_carts as bigint[]), cast(:item_ids as int[])) as n(cart_id, id) using (cart_id, id));

            select coalesce(cast(:now as timestamptz), clock_timestamp()) as now,
                   (select token from #rule_book where id = 1) as token,
                   array(select nextval('#order_numbers') from generate_series(1, :orders)) as order_ids
            """;

    private final Database database;
    private final Reclaim reclaim;
    private final String loadOwn;
    private final String loadJoined;

    Loader(Database database) {
        this.database = database;
        this.reclaim = new Reclaim(database);
        this.loadOwn = database.sql(OWN_TRANSACTION + LOAD);
        this.loadJoined = database.sql(LOAD);
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
        var query = handle.createQuery(database.isJoined() ? loadJoined : loadOwn);
        if (!database.isJoined()) {
            query.bind("lock_timeout", Math.max(1, lockTimeout.toMillis()) + "ms");
        }
        return query.bind("carts", needs.carts.toArray(Long[]::new))
                .bind("whole_carts", needs.wholeCarts.toArray(Long[]::new))
                .bind(
                        "stock_variants",
                        needs.stock.stream().map(StockKey::variantId).toArray(Long[]::new))
                .bind(
                        "stock_locations",
                        needs.stock.stream().map(StockKey::locationId).toArray(Integer[]::new))
                .bind(
                        "item_carts",
                        needs.items.stream().map(Needs.ItemRef::cartId).toArray(Long[]::new))
                .bind(
                        "item_ids",
                        needs.items.stream().map(Needs.ItemRef::itemId).toArray(Integer[]::new))
                .bind("orders", needs.orders)
                .bind("now", database.clockTime())
                .execute((statement, context) -> read(statement, books));
    }

    private static Shop read(Supplier<PreparedStatement> executed, LongFunction<RuleBook> books) throws SQLException {
        Results results = new Results(executed.get());
        List<CartRow> carts = results.next(Rows::cart);
        List<StockRow> stock = results.next(Rows::stock);
        List<Owned<Line>> lines = results.next(row -> new Owned<>(row.getLong("cart_id"), Rows.line(row)));
        List<Owned<ExpiredLine>> expired =
                results.next(row -> new Owned<>(row.getLong("cart_id"), Rows.expiredLine(row)));
        List<VariantRow> variants = results.next(Rows::variant);
        Shop shop = results.next(row -> new Shop(
                        Rows.instant(row, "now"),
                        row.getLong("token"),
                        List.of((Long[]) row.getArray("order_ids").getArray()),
                        books))
                .get(0);
        carts.forEach(shop::load);
        stock.forEach(shop::load);
        variants.forEach(shop::load);
        expired.forEach(owned -> shop.cart(owned.cartId()).load(owned.line()));
        lines.forEach(owned -> {
            CartRow cart = shop.cart(owned.cartId());
            cart.load(owned.line());
            StockRow row = shop.stockIfLoaded(owned.line().key());
            if (row != null && owned.line().isExpired(shop.now())) {
                row.reclaimable()
                        .add(new StockRow.Reclaimable(cart, owned.line().id()));
            }
        });
        return shop;
    }

    private record Owned<L>(long cartId, L line) {}
}
