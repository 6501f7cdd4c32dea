package dev.holdfast.testing;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.Money;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.settings.CommandLimits;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.LocationCache;
import dev.holdfast.internal.work.Loader;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.StockAllocator;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.SweepOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** A shop in a schema of its own with a clock that a test moves, and the words in which tests tell their stories. */
public final class TestShop {
    public static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    public static final Duration HOLD = HoldfastBuilder.DEFAULT_RESERVATION_TIME;

    /** The limits that a builder has when nothing is configured, with {@link #HOLD}. */
    public static final HoldLimits HOLD_LIMITS = new HoldLimits(
            HOLD,
            HoldfastBuilder.DEFAULT_MAX_RESERVATION_AGE,
            HoldfastBuilder.DEFAULT_MAX_ITEMS_PER_CART,
            HoldfastBuilder.DEFAULT_MAX_UNITS_PER_CART,
            null,
            null);

    private static final AtomicInteger NAMES = new AtomicInteger();

    public final String schema;
    public final SettableClock clock = new SettableClock(START);
    public final Holdfast holdfast;
    private final DataSource dataSource;
    private final Jdbi jdbi;

    public TestShop() {
        this(TestDatabase.newSchema(), TestDatabase.dataSource(), TestDatabase.dataSource());
        // No id of one thing is that of another, nor that of an item of a cart, so that no test takes one for the
        // other.
        execute("alter table #products alter column id restart with 301;"
                + " alter table #variants alter column id restart with 501;"
                + " alter table #promo_codes alter column id restart with 601;"
                + " alter table #carts alter column id restart with 701;"
                + " alter sequence #transfer_ids restart with 801");
    }

    /**
     * In a schema that was migrated.
     *
     * @param dataSource what the shop works with
     * @param owner what a test looks behind the shop with
     */
    public TestShop(String schema, DataSource dataSource, DataSource owner) {
        this.schema = schema;
        this.dataSource = dataSource;
        this.jdbi = Jdbi.create(owner);
        this.holdfast = builder().build();
    }

    /** For shops on the same schema and clock that are configured in another way. */
    public HoldfastBuilder builder() {
        return Holdfast.builder(dataSource).schema(schema).clock(clock).commandTimeout(Duration.ofSeconds(30));
    }

    /** For commands that are run below the public API, in so many lanes and in lists of so many. */
    public Settings settings(int lanes, int batchLimit) {
        return new Settings(
                HoldfastBuilder.DEFAULT_CURRENCY,
                HOLD_LIMITS,
                new CommandLimits(Duration.ofSeconds(30), lanes, batchLimit, 1_000),
                PricingPolicy.DEFAULT,
                RefundSettings.DEFAULT,
                HoldfastBuilder.DEFAULT_CHECKOUT_SESSION_TIME,
                HoldfastBuilder.DEFAULT_EMPTY_CART_AGE,
                StockAllocator.onePlaceFirst(),
                new HoldfastListener() {});
    }

    /** Runs commands below the public API. */
    public static CommandRunner runner(Database database, RuleBooks books, Settings settings) {
        return runner(database, books, new LocationCache(database), settings);
    }

    /** The same with locations that its caller reads. */
    public static CommandRunner runner(Database database, RuleBooks books, LocationCache locations, Settings settings) {
        return new CommandRunner(
                database, new Loader(database, books, locations, settings.allocator(), settings.holds()), settings);
    }

    public Product product(String price) {
        return holdfast.catalog()
                .addProduct(NewProduct.of("Product " + NAMES.incrementAndGet(), Money.of(price, "USD")));
    }

    public Variant variant(int stock) {
        return variant("10.00", stock);
    }

    public Variant variant(String price, int stock) {
        return holdfast.catalog()
                .addVariant(NewVariant.of(product(price).id(), "SKU-" + NAMES.incrementAndGet(), stock));
    }

    public long cart() {
        return holdfast.carts().create(NewCart.anonymous()).id();
    }

    /** A new cart of a user. */
    public long cartOf(String user) {
        return holdfast.carts().create(new NewCart(user, null, List.of(), null)).id();
    }

    /** A new cart that holds so many units. */
    public long cartWith(Variant variant, int quantity) {
        long cart = cart();
        put(cart, variant, quantity);
        return cart;
    }

    public Cart put(long cart, Variant variant, int quantity) {
        return holdfast.carts().put(cart, PutItem.of(variant.id(), quantity)).cart();
    }

    public Cart show(long cart) {
        return holdfast.carts().get(cart);
    }

    public Order checkOut(long cart) {
        return holdfast.checkout().place(CheckoutRequest.of(cart));
    }

    public Variant now(Variant variant) {
        return holdfast.catalog().variant(variant.id());
    }

    public SweepResult sweep() {
        return holdfast.sweeper().sweep(SweepOptions.defaults());
    }

    /** Moves the clock to where everything that is held now has expired. */
    public void letExpire() {
        clock.advance(HOLD);
    }

    /** Adds a rule, given as JSON with single quotes. */
    public void rule(String json) {
        holdfast.pricing().add(PricingRuleJson.read(json.replace('\'', '"'), HoldfastBuilder.DEFAULT_CURRENCY));
    }

    /** A statement with {@code #} before each table of the shop, as the database understands it. */
    public String sql(String text) {
        return text.replace("#", schema + ".");
    }

    public long count(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql(sql)).mapTo(Long.class).one());
    }

    public void execute(String sql) {
        jdbi.useHandle(handle -> handle.execute(sql(sql)));
    }

    public List<String> texts(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql(sql)).mapTo(String.class).list());
    }

    /** The number of rows that contradict each other: counters, ledger, lines and orders. Zero in a sound shop. */
    public long contradictions() {
        return count("""
                select
                  (select count(*) from #stock s where not (0 <= backordered_quantity and backordered_quantity <= reserved_quantity
                                                             and (reserved_quantity - backordered_quantity <= stock_quantity or not tracked)))
                + (select count(*) from #stock s where (s.reserved_quantity, s.backordered_quantity) <>
                     (select coalesce(sum(h.units), 0), coalesce(sum(h.backordered), 0)
                      from (select i.quantity as units, i.backordered_quantity as backordered from #cart_items i
                            where i.variant_id = s.variant_id and i.location_id = s.location_id
                            union all
                            select b.quantity, b.quantity from #backorders b
                            where b.variant_id = s.variant_id and b.location_id = s.location_id) h))
                + (select count(*) from #stock s cross join lateral
                     (select count(*) as version, coalesce(sum(l.stock_delta), 0) as stock,
                             coalesce(sum(l.reserved_delta), 0) as reserved
                      from #stock_ledger l where l.variant_id = s.variant_id and l.location_id = s.location_id) l
                   where (s.version, s.stock_quantity, s.reserved_quantity) <> (l.version, l.stock, l.reserved))
                + (select count(*) from (
                     select l.version, row_number() over w as expected, l.stock_after, sum(l.stock_delta) over w as stock,
                            l.reserved_after, sum(l.reserved_delta) over w as reserved
                     from #stock_ledger l
                     window w as (partition by l.variant_id, l.location_id order by l.version)) r
                   where version <> expected or stock_after <> stock or reserved_after <> reserved)
                + (select count(*) from #cart_items i join #carts c on c.id = i.cart_id where c.status <> 'open')
                + (select count(*) from #orders o cross join lateral
                     (select sum(i.subtotal) as subtotal, sum(i.discount) as discount, sum(i.total) as total,
                             sum(coalesce((select sum(s.quantity) from #order_sources s
                                           where s.order_id = i.order_id and s.item_id = i.id), i.quantity)) as units
                      from #order_items i where i.order_id = o.id) i
                   cross join lateral
                     (select coalesce(sum(h.amount), 0) as amount, coalesce(sum(h.discount), 0) as discount,
                             coalesce(sum(h.total), 0) as total
                      from #order_charges h where h.order_id = o.id) h
                   cross join lateral
                     (select sum(case l.kind when 'sold' then -l.stock_delta else l.reserved_delta end) as units
                      from #stock_ledger l where l.order_id = o.id and l.kind in ('sold', 'backordered')) l
                   where (o.subtotal, o.charge_total, o.discount_total, o.total, i.units)
                         is distinct from (i.subtotal, h.amount, i.discount + h.discount, i.total + h.total, l.units))
                """);
    }
}
