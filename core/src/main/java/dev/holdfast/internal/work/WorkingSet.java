package dev.holdfast.internal.work;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.cart.UserHolds;
import dev.holdfast.internal.checkout.LockedSession;
import dev.holdfast.internal.checkout.SessionRow;
import dev.holdfast.internal.event.EventRow;
import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.NewOrder;
import dev.holdfast.internal.order.OrderNumber;
import dev.holdfast.internal.promo.PromoStock;
import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.transfer.TransfersTable;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.spi.StockAllocator;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one transaction has locked and loaded for a list of commands. The commands are decided on it one after
 * the other, and {@link #changes} is what has become of it. Not thread-safe.
 */
public final class WorkingSet {
    private final Tables tables;
    private final Instant now;
    private final long bookToken;
    private final String transaction;
    private final LongFunction<@Nullable RuleBook> books;
    private final ExpiredHolds expiredHolds;
    private final OverdueOrders overdueOrders;
    private final Units units;
    private final Returns returns;
    private final Allocations allocations;
    private final AnonymousCarts anonymous;
    private final Purchases purchases;
    private final Set<String> namedUsers = new HashSet<>();
    private final Map<String, UserHolds.Held> users = new HashMap<>();
    private @Nullable String actor;

    /**
     * Of tables that are loaded.
     *
     * @param now the time, read after the last lock
     * @param bookToken names the rule book that is in force
     * @param transaction names the transaction that holds the locks
     * @param books finds a rule book in memory by its token; null where it is not there
     * @param allocator chooses locations
     */
    WorkingSet(
            Tables tables,
            Instant now,
            long bookToken,
            String transaction,
            LongFunction<@Nullable RuleBook> books,
            StockAllocator allocator) {
        this.tables = tables;
        this.now = now;
        this.bookToken = bookToken;
        this.transaction = transaction;
        this.books = books;
        this.expiredHolds = new ExpiredHolds(now);
        this.overdueOrders = new OverdueOrders(now);
        this.anonymous = new AnonymousCarts(tables.carts, now);
        this.returns = new Returns(tables, this::actor, now);
        this.units = new Units(tables, expiredHolds, overdueOrders, returns, this::actor, now);
        this.allocations = new Allocations(tables, units, allocator);
        this.purchases = new Purchases(tables, now);
        for (LockedCart cart : tables.carts.rows()) {
            for (CartItemRow item : cart.items().values()) {
                if (item.isExpired(now)) {
                    item.holds().stream()
                            .map(Hold::key)
                            .filter(key -> tables.stock.row(key) != null)
                            .forEach(key -> expiredHolds.add(cart, item, key));
                }
            }
        }
    }

    /** The time, read after the last lock. */
    public Instant now() {
        return now;
    }

    /** On whose behalf the command runs that is being decided; null if nobody was named. */
    public @Nullable String actor() {
        return actor;
    }

    /** To be told before each command is decided. */
    public void actor(@Nullable String name) {
        actor = name;
    }

    /** Names the rule book that is in force. */
    public long bookToken() {
        return bookToken;
    }

    /** Names the transaction that holds the locks. */
    public String transaction() {
        return transaction;
    }

    /** A rule book by its token. */
    public RuleBook book(long token) {
        RuleBook book = books.apply(token);
        if (book == null) {
            throw new BookMissing(token);
        }
        return book;
    }

    /**
     * A cart.
     *
     * @throws NotFoundException if there is none
     */
    public LockedCart cart(long cartId) {
        LockedCart cart = tables.carts.row(cartId);
        if (cart == null) {
            throw new NotFoundException("cart", "cart_id", cartId);
        }
        return cart;
    }

    /** A cart; null if there is none. */
    public @Nullable LockedCart cartIfLoaded(long cartId) {
        return tables.carts.row(cartId);
    }

    /** The stored promo codes of the commands' carts. */
    public PromoStock promos() {
        return tables.promoCodes.promos();
    }

    /**
     * How many orders the user of a cart has placed before, as decided so far, or is paying for with other carts; null if
     * the price does not depend on that, or there is no user.
     *
     * @param book the rule book that prices the cart
     * @throws TryAgain if it was not counted; ask before anything is changed
     */
    public @Nullable Integer ordersPlaced(CartHead cart, RuleBook book) {
        String userId = cart.userId();
        if (userId == null || !book.asksForOrders()) {
            return null;
        }
        Integer placed = tables.buyers.placed(userId, book.token());
        if (placed == null) {
            throw new NotLoaded("orders of user " + userId);
        }
        return placed + tables.orders.placedBy(userId) + tables.sessionsElsewhere(userId, cart.id(), now);
    }

    /**
     * A copy of a cart as its buyer sees it after the decisions so far.
     *
     * @param ordersPlaced see {@link #ordersPlaced}
     */
    public CartSnapshot snapshot(LockedCart cart, @Nullable Integer ordersPlaced) {
        return cart.snapshot(now, promos().codes(cart.head()), ordersPlaced);
    }

    /**
     * A variant.
     *
     * @throws NotFoundException if there is none
     */
    public VariantRow variant(long variantId) {
        VariantRow variant = tables.variants.row(variantId);
        if (variant == null) {
            throw new NotFoundException("variant", "variant_id", variantId);
        }
        return variant;
    }

    /** A variant; null if it was not loaded, or there is none. */
    public @Nullable VariantRow variantIfLoaded(long variantId) {
        return tables.variants.row(variantId);
    }

    /**
     * Throws if a variant is a kit, which has no stock of its own.
     *
     * @param pointer of the units that are to be moved
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if it is a kit
     */
    public void requireStocked(long variantId, String pointer) {
        VariantRow variant = variant(variantId);
        if (tables.locations.kit(variantId) != null) {
            throw new InvalidInputException(
                    pointer, variant.sku() + " is a kit, which has no stock of its own: move units of its components");
        }
    }

    /** A counter, whose variant must be known to exist. */
    public StockRow stock(StockKey key) {
        return units.row(key);
    }

    /** A counter; null if it was not locked, or there is none. */
    public @Nullable StockRow stockIfLoaded(StockKey key) {
        return tables.stock.row(key);
    }

    /** Whether a counter was asked for by its key, so that it does not exist if it is not loaded. */
    public boolean isAsked(StockKey key) {
        return tables.stock.isAsked(key);
    }

    /** A locked counter or, where there is none, one without units that takes part in nothing. */
    public StockRow stockOrNone(StockKey key) {
        StockRow row = tables.stock.row(key);
        return row == null ? new StockRow(key, StockRow.Supply.PLAIN, 0, 0, 0, 0) : row;
    }

    /** The transfers that were asked for, and those that begin. */
    public TransfersTable transfers() {
        return tables.transfers;
    }

    /** Moves units of the locked counters. */
    public Units units() {
        return units;
    }

    /** Moves units of orders back to where they came from. */
    public Returns returns() {
        return returns;
    }

    /** Finds the counters that units come from. */
    public Allocations allocations() {
        return allocations;
    }

    /** The code of the location of a counter that is locked or held. */
    public String locationCode(int locationId) {
        return Objects.requireNonNull(tables.locations.byId(locationId)).code();
    }

    /** What anonymous carts hold. */
    public AnonymousCarts anonymous() {
        return anonymous;
    }

    /** What users have of variants with a limit for each user. */
    public Purchases purchases() {
        return purchases;
    }

    /**
     * The holds of a user in all open carts, as decided so far. The commands must have named the user.
     *
     * @throws TryAgain if somebody else is changing it
     */
    public UserHolds.Held held(String userId) {
        UserHolds.Held elsewhere = users.get(userId);
        if (elsewhere == null) {
            throw new ShortageMayPass(userId);
        }
        UserHolds.Held held = elsewhere;
        for (LockedCart cart : tables.carts.rows()) {
            if (cart.isOpenOf(userId)) {
                held = held.plus(cart.held(now));
            }
        }
        return held;
    }

    /**
     * Makes sure that a user is locked whom a command named, where it is counted what users hold. Who keeps units for longer
     * needs it as well: until that is written, others would count them as expired.
     *
     * @throws TryAgain if somebody else has the lock
     */
    public void requireLocked(@Nullable String userId) {
        if (userId != null && namedUsers.contains(userId) && !users.containsKey(userId)) {
            throw new ShortageMayPass(userId);
        }
    }

    /** Adds users who were named, and what those who are locked hold in carts that are not loaded. */
    void addUsers(Set<String> named, Map<String, UserHolds.Held> heldElsewhere) {
        namedUsers.addAll(named);
        users.putAll(heldElsewhere);
    }

    /**
     * A checkout session.
     *
     * @throws NotFoundException if there is none
     */
    public LockedSession session(String sessionId) {
        LockedSession session = tables.sessions.row(sessionId);
        if (session == null) {
            throw new NotFoundException("checkout_session", "checkout_session_id", sessionId);
        }
        return session;
    }

    /** A checkout session; null if it was not loaded, or there is none. */
    public @Nullable LockedSession sessionIfLoaded(String sessionId) {
        return tables.sessions.row(sessionId);
    }

    /** Adds an event that no row tells. */
    public void tell(EventRow event) {
        tables.events.add(event);
    }

    /** Begins a checkout session. */
    public void begin(SessionRow session) {
        tables.sessions.begin(session);
    }

    /** An order as it was loaded, whether or not it is overdue; null if it was not asked for, or there is none. */
    public @Nullable LockedOrder orderIfLocked(long orderId) {
        return tables.placedOrders.row(orderId);
    }

    /**
     * An order that was placed, cancelled if it was not paid by the time that was set for it; null if it was not asked
     * for, or there is none.
     *
     * @throws TryAgain if it has become overdue since its counters were asked for
     */
    public @Nullable LockedOrder orderIfLoaded(long orderId) {
        LockedOrder order = tables.placedOrders.row(orderId);
        if (order != null) {
            if (!order.overdueUnits(now).keySet().stream().allMatch(key -> tables.stock.row(key) != null)) {
                throw new NotLoaded("stock of order " + orderId);
            }
            units.end(order);
        }
        return order;
    }

    /**
     * An order that was placed, as {@link #orderIfLoaded} returns it.
     *
     * @throws NotFoundException if there is none
     */
    public LockedOrder order(long orderId) {
        LockedOrder order = orderIfLoaded(orderId);
        if (order == null) {
            throw new NotFoundException("order", "order_id", orderId);
        }
        return order;
    }

    /** The number of the order that is placed next. */
    public OrderNumber nextOrderNumber() {
        return tables.orders.nextNumber();
    }

    /**
     * Throws if a cart was bought by an earlier command of the list, whose order has no number yet.
     *
     * @throws TryAgain because the next list can tell
     */
    public void requireNumbered(LockedCart cart) {
        Long orderId = cart.head().orderId();
        if (orderId != null && OrderNumber.isPlaceholder(orderId)) {
            throw new NotLoaded("number of the order of cart " + cart.id());
        }
    }

    /** Places an order; a later command of the list may fill what it waits for. */
    public void place(NewOrder order) {
        tables.orders.place(order);
        order.waiting().forEach(tables.backorders::place);
    }

    /** The rows that differ from those that were loaded. */
    public Changes changes() {
        tables.placedOrders.rows().forEach(promos()::follow);
        return Changes.of(tables.all());
    }

    ExpiredHolds expiredHolds() {
        return expiredHolds;
    }

    OverdueOrders overdueOrders() {
        return overdueOrders;
    }

    Tables tables() {
        return tables;
    }
}
