package dev.holdfast.internal.work;

import dev.holdfast.Money;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.internal.cart.CartExtras;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.cart.UserHolds;
import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.NewOrder;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.settings.CommandLimits;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.stock.LimitsRow;
import dev.holdfast.internal.stock.LocationList;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.StockAllocator;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A shop as it would have been loaded, written by hand: decisions on it need no database. */
public final class PaperShop {
    public static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    public static final Duration HOLD = Duration.ofMinutes(15);

    private static final long TOKEN = 7;

    private static final LocationRow DEFAULT = new LocationRow(1, "default", "Default", 100, true, true, NOW, NOW);

    public final WorkingSet shop;

    private final Tables tables = new Tables(new LocationList(1, List.of(DEFAULT)));

    public PaperShop() {
        this(List.of());
    }

    /** With these rules in force. */
    public PaperShop(List<RuleRevision> rules) {
        shop = new WorkingSet(
                tables, NOW, TOKEN, "1", token -> RuleBook.of(token, rules), StockAllocator.onePlaceFirst());
    }

    /** The settings of a shop with these limits, and without anything else that was configured. */
    public static Settings settings(HoldLimits holds) {
        return new Settings(
                usd(),
                holds,
                new CommandLimits(Duration.ofSeconds(1), 1, 1, 1),
                PricingPolicy.DEFAULT,
                RefundSettings.DEFAULT,
                Duration.ofMinutes(30),
                null,
                StockAllocator.onePlaceFirst(),
                new HoldfastListener() {});
    }

    /** An order that was placed. */
    public PaperShop order(OrderRow order) {
        tables.placedOrders.add(new LockedOrder(order));
        return this;
    }

    /** The order as decided so far. */
    public OrderState order(long id) {
        return shop.order(id).state();
    }

    /** A variant of 10.00 USD, of which so many units are on hand, so many of them held. */
    public PaperShop variant(long id, int stock, int reserved) {
        return variant(id, stock, reserved, usd());
    }

    /** A variant in another currency. */
    public PaperShop variant(long id, int stock, int reserved, Currency currency) {
        return variant(id, stock, reserved, currency, LimitsRow.NONE);
    }

    /** A variant with limits. */
    public PaperShop variant(long id, int stock, int reserved, LimitsRow limits) {
        return variant(id, stock, reserved, usd(), limits);
    }

    private PaperShop variant(long id, int stock, int reserved, Currency currency, LimitsRow limits) {
        tables.variants.add(new VariantRow(
                id, 100 + id, "SKU-" + id, "Variant " + id, 1_000, null, currency, null, "active", limits));
        tables.stock.add(new StockRow(StockKey.of(id), StockRow.Supply.PLAIN, stock, reserved, 0, 1));
        return this;
    }

    /** A variant whose product is archived. */
    public PaperShop archived(long id, int stock, int reserved) {
        tables.variants.add(new VariantRow(
                id, 100 + id, "SKU-" + id, "Variant " + id, 1_000, null, usd(), null, "archived", LimitsRow.NONE));
        tables.stock.add(new StockRow(StockKey.of(id), StockRow.Supply.PLAIN, stock, reserved, 0, 1));
        return this;
    }

    /** A cart in a state. */
    public PaperShop cart(long id, CartStatus status, @Nullable Long orderId) {
        tables.carts.add(new LockedCart(
                id,
                new CartHead(
                        id,
                        "ct_" + id,
                        new CartHead.State(status.word(), orderId, null),
                        new CartHead.Buyer(null, null, List.of()),
                        usd(),
                        50,
                        new CartHead.PricedBy(TOKEN, NOW.minus(HOLD), PricingPolicy.DEFAULT.name()),
                        CartExtras.NONE,
                        null,
                        NOW.minus(HOLD),
                        NOW.minus(HOLD))));
        return this;
    }

    public PaperShop openCart(long id) {
        return cart(id, CartStatus.OPEN, null);
    }

    /** An open cart of a user. */
    public PaperShop openCart(long id, String user) {
        openCart(id);
        LockedCart row = shop.cart(id);
        tables.carts.add(new LockedCart(id, row.head().boughtBy(user, null, List.of())));
        return this;
    }

    /** What a user holds in carts that are not loaded. */
    public PaperShop heldElsewhere(String user, long items, long units) {
        shop.addUsers(Set.of(), Map.of(user, new UserHolds.Held(items, units)));
        return this;
    }

    /** The users of whom a command would have it counted what they hold. */
    public Set<String> users(Command<?> command) {
        Set<String> users = new TreeSet<>();
        command.users(shop, users);
        return users;
    }

    /** A line of a cart of the commands, which ends at so many seconds from now. */
    public PaperShop line(long cart, int item, long variant, int quantity, int endsInSeconds) {
        LockedCart row = shop.cart(cart);
        CartItemRow added = newLine(item, variant, quantity, endsInSeconds);
        row.load(added);
        if (endsInSeconds <= 0) {
            shop.expiredHolds().add(row, added, StockKey.of(added.variantId()));
        }
        return this;
    }

    /** A gift that a cart of the commands holds. */
    public PaperShop gift(long cart, int item, long variant, int quantity, int endsInSeconds, String rule) {
        LockedCart row = shop.cart(cart);
        CartItemRow line = newLine(item, variant, quantity, endsInSeconds);
        VariantRow given = shop.variant(variant);
        CartItemRow added =
                CartItemRow.gift(item, line.holds(), given, line.reservedSince(), line.reservedUntil(), rule);
        row.load(added);
        if (endsInSeconds <= 0) {
            shop.expiredHolds().add(row, added, StockKey.of(added.variantId()));
        }
        return this;
    }

    /** An expired line of a cart that no command is about, and that could be locked. */
    public PaperShop reclaimable(long cart, int item, long variant, int quantity, int endedSecondsAgo) {
        LockedCart owner = tables.carts.owner(cart);
        CartItemRow added = newLine(item, variant, quantity, -endedSecondsAgo);
        owner.load(added);
        shop.expiredHolds().add(owner, added, StockKey.of(added.variantId()));
        return this;
    }

    /** Units of expired lines whose carts others have locked. */
    public PaperShop skipped(long variant, long units) {
        shop.expiredHolds().skip(StockKey.of(variant), units);
        return this;
    }

    /** An expired line that was taken away before. */
    public PaperShop taken(long cart, int item, long variant, int quantity) {
        shop.cart(cart)
                .load(new ExpiredItemRow(
                        item,
                        StockKey.of(variant),
                        quantity,
                        null,
                        NOW.minusSeconds(5),
                        "SKU-" + variant,
                        "Variant",
                        Map.of()));
        return this;
    }

    /** What would be written. */
    public boolean isUnchanged() {
        return shop.changes().isEmpty();
    }

    public WorkingSet shop() {
        return shop;
    }

    /** The movements of a variant, as kind and change of what is held. */
    public List<String> movements(long variant) {
        return shop.stock(StockKey.of(variant)).movements().stream()
                .map(row -> row.kind() + row.reservedDelta())
                .toList();
    }

    /** The units that commands would have reclaimed for them. */
    public int demand(long variant, List<Command<?>> commands) {
        Demand demand = new Demand();
        commands.forEach(command -> command.demand(shop, demand));
        return demand.wanted(StockKey.of(variant));
    }

    /** Whether a decision was put off because of what others have locked. */
    public static boolean isPutOff(Throwable failure) {
        return failure instanceof ShortageMayPass;
    }

    /** Whether a decision asked for stock that was not locked. */
    public static boolean asksForStock(Throwable failure) {
        return failure instanceof NotLoaded;
    }

    public List<NewOrder> orders() {
        return tables.orders.placed();
    }

    private static CartItemRow newLine(int item, long variant, int quantity, int endsInSeconds) {
        Instant until = NOW.plusSeconds(endsInSeconds);
        return new CartItemRow(
                item,
                List.of(Hold.onHand(item, StockKey.of(variant), quantity)),
                100 + variant,
                null,
                900,
                null,
                until.minus(HOLD),
                until,
                "SKU-" + variant,
                "Variant " + variant,
                Map.of(),
                null);
    }

    private static Currency usd() {
        return Money.of("0", "USD").currency();
    }
}
