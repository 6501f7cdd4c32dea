package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.promo.PromoLoader;
import dev.holdfast.internal.promo.PromoStock;
import dev.holdfast.internal.run.Command;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.NamedStatement;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.sql.Transactions;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.pricing.book.RuleBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;

/**
 * Locks and reads what a list of commands needs: one round trip, whatever the number of commands.
 *
 * <p>It is several statements, because a statement that waited for a lock sees the row that it locked as it is now, and
 * all that it joined as it was before the wait. So carts are locked first; then what their locks keep still is read; then
 * stock is locked, which is what buyers wait for, as late as can be; then promo codes that are counted; and then the time
 * is read. Where carts name stored promo codes, one more round trip reads what there is of those.
 */
public final class Loader {
    private final Database database;
    private final Reclaim reclaim;
    private final PromoLoader promoLoader;
    private final Map<LoadShape, NamedStatement> statements = new ConcurrentHashMap<>();

    public Loader(Database database) {
        this.database = database;
        this.reclaim = new Reclaim(database);
        this.promoLoader = new PromoLoader(database);
    }

    /**
     * Loads, and when the commands want more units than are free, takes hold of expired lines as well.
     *
     * @param lockTimeout how long each lock is waited for, in a transaction of our own
     */
    public WorkingSet load(
            Handle handle, List<? extends Command<?>> commands, Duration lockTimeout, LongFunction<RuleBook> books) {
        Needs needs = new Needs();
        commands.forEach(command -> command.needs(needs));
        WorkingSet shop = loadLocked(handle, needs, lockTimeout, books);
        Demand demand = new Demand();
        commands.forEach(command -> command.demand(shop, demand));
        reclaim.makeReachable(handle, shop, demand);
        return shop;
    }

    private WorkingSet loadLocked(Handle handle, Needs needs, Duration lockTimeout, LongFunction<RuleBook> books) {
        LoadShape shape = LoadShape.of(needs);
        try (NamedStatement.Execution execution =
                statements.computeIfAbsent(shape, this::statement).on(handle.getConnection())) {
            if (!database.isJoined()) {
                execution.value("lock_timeout", Transactions.milliseconds(lockTimeout));
            }
            execution.value("now", database.clockTime());
            if (shape.carts()) {
                execution
                        .longs("carts", needs.carts.toArray(Long[]::new))
                        .texts("promo_codes", needs.promoCodes.toArray(String[]::new));
            }
            if (shape.wholeCarts()) {
                execution.longs("whole_carts", needs.wholeCarts.toArray(Long[]::new));
            }
            if (shape.items()) {
                execution
                        .longs("item_carts", array(needs.items, Needs.ItemRef::cartId, Long[]::new))
                        .ints("item_ids", array(needs.items, Needs.ItemRef::itemId, Integer[]::new));
            }
            if (shape.variants()) {
                execution
                        .longs("stock_variants", array(needs.stock, StockKey::variantId, Long[]::new))
                        .ints("stock_locations", array(needs.stock, StockKey::locationId, Integer[]::new));
            }
            if (shape.orders()) {
                execution.value("orders", needs.orders);
            }
            return execution.read(executed -> read(new Results(executed), shape, books, handle, needs));
        }
    }

    private NamedStatement statement(LoadShape shape) {
        return new NamedStatement(database.sql(shape.sql(database.isJoined())));
    }

    private static <T, V> V[] array(Collection<T> from, Function<T, V> value, IntFunction<V[]> maker) {
        return from.stream().map(value).toArray(maker);
    }

    private WorkingSet read(Results results, LoadShape shape, LongFunction<RuleBook> books, Handle handle, Needs needs)
            throws SQLException {
        if (!database.isJoined()) {
            results.next(settings -> true);
        }
        Map<Long, LockedCart> carts = new TreeMap<>();
        if (shape.carts()) {
            results.next(Rows::cart).forEach(cart -> carts.put(cart.id(), cart));
        }
        Map<Long, VariantRow> variants = new HashMap<>();
        if (shape.readsVariants()) {
            results.next(Rows::variant).forEach(variant -> variants.put(variant.id(), variant));
        }
        if (shape.carts()) {
            lines(results, carts, variants);
        }
        List<StockRow> stock = shape.locksStock() ? results.next(Rows::stock) : List.of();
        List<Long> promoCodes = shape.carts() ? results.next(row -> row.getLong(1)) : List.of();
        List<Long> orderIds = shape.orders() ? results.next(row -> row.getLong(1)) : List.of();
        WorkingSet shop = results.next(row -> new WorkingSet(
                        Rows.instant(row, 1), row.getLong(2), Transactions.name(row, 3), orderIds, books))
                .get(0);
        stock.forEach(shop::load);
        variants.values().forEach(shop::load);
        carts.values().forEach(shop::load);
        if (!promoCodes.isEmpty()) {
            shop.promos(new PromoStock(shop.now(), needs.carts));
            promoLoader.load(handle, shop, needs, promoCodes);
        }
        return shop;
    }

    // A cart that came to be since the locks were asked for is not among them, and is not there for these commands.
    private static void lines(Results results, Map<Long, LockedCart> carts, Map<Long, VariantRow> variants)
            throws SQLException {
        results.next(row -> {
            LockedCart cart = carts.get(row.getLong("cart_id"));
            if (cart != null) {
                VariantRow variant = variant(row, variants);
                cart.load(Rows.line(row, variant.sku(), variant.name()));
            }
            return true;
        });
        results.next(row -> {
            LockedCart cart = carts.get(row.getLong("cart_id"));
            if (cart != null) {
                cart.load(Rows.expiredLine(row, variant(row, variants)));
            }
            return true;
        });
    }

    private static VariantRow variant(ResultSet row, Map<Long, VariantRow> variants) throws SQLException {
        return Objects.requireNonNull(variants.get(row.getLong("variant_id")));
    }
}
