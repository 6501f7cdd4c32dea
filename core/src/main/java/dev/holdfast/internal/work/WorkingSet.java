package dev.holdfast.internal.work;

import dev.holdfast.NotFoundException;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.cart.UserHolds;
import dev.holdfast.internal.order.NewOrder;
import dev.holdfast.internal.promo.PromoStock;
import dev.holdfast.internal.run.Command;
import dev.holdfast.internal.stock.LedgerRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.MovementKind;
import dev.holdfast.pricing.book.RuleBook;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The part of the shop that was locked and loaded for a list of commands. They are decided on it one after the other,
 * and what it has become is saved. Every movement of stock goes through here, so each leaves its row in the ledger.
 * Not thread-safe.
 */
public final class WorkingSet {
    private final Instant now;
    private final long bookToken;
    private final String transaction;
    private final Deque<Long> orderIds;
    private final LongFunction<RuleBook> books;
    private final Map<Long, LockedCart> carts = new TreeMap<>();
    private final Map<StockKey, StockRow> stock = new TreeMap<>();
    private final Map<Long, VariantRow> variants = new TreeMap<>();
    private final Map<String, UserHolds.Held> users = new HashMap<>();
    private final List<NewOrder> orders = new ArrayList<>();
    private PromoStock promos;

    public WorkingSet(
            Instant now, long bookToken, String transaction, List<Long> orderIds, LongFunction<RuleBook> books) {
        this.now = now;
        this.bookToken = bookToken;
        this.transaction = transaction;
        this.orderIds = new ArrayDeque<>(orderIds);
        this.books = books;
        this.promos = new PromoStock(now, List.of());
    }

    /** The time, read after the last lock. */
    public Instant now() {
        return now;
    }

    /** Names the rule book that counts now. */
    public long bookToken() {
        return bookToken;
    }

    /** A rule book by its token. */
    public RuleBook book(long token) {
        return books.apply(token);
    }

    /**
     * A cart, locked.
     *
     * @throws NotFoundException if there is none
     */
    public LockedCart cart(long cartId) {
        LockedCart cart = carts.get(cartId);
        if (cart == null) {
            throw new NotFoundException("cart", "cart_id", cartId);
        }
        return cart;
    }

    /** The stored promo codes of the commands' carts. */
    public PromoStock promos() {
        return promos;
    }

    public void promos(PromoStock loaded) {
        promos = loaded;
    }

    /** What a buyer sees of a cart as decided so far; later changes do not reach it. */
    public CartSnapshot snapshot(LockedCart cart) {
        return cart.snapshot(now, promos.codes(cart.columns()));
    }

    /** A cart, locked; null when there is none. */
    public @Nullable LockedCart cartIfLoaded(long cartId) {
        return carts.get(cartId);
    }

    /**
     * A variant.
     *
     * @throws NotFoundException if there is none
     */
    public VariantRow variant(long variantId) {
        VariantRow variant = variants.get(variantId);
        if (variant == null) {
            throw new NotFoundException("variant", "variant_id", variantId);
        }
        return variant;
    }

    /** A counter, locked; its variant must be known to exist. */
    public StockRow stock(StockKey key) {
        StockRow row = stock.get(key);
        if (row == null) {
            throw new IllegalStateException(key + " was not loaded");
        }
        return row;
    }

    /** A variant; null when it was not loaded or there is none. */
    public @Nullable VariantRow variantIfLoaded(long variantId) {
        return variants.get(variantId);
    }

    /** A counter, locked; null when it was not loaded or there is none. */
    public @Nullable StockRow stockIfLoaded(StockKey key) {
        return stock.get(key);
    }

    /** Units that can be taken, expired lines counted in. */
    public int reachable(StockRow row) {
        long reachable = row.free();
        for (StockRow.Reclaimable line : row.reclaimable()) {
            reachable += quantityIfExpired(line);
        }
        return (int) reachable;
    }

    /**
     * Makes sure that units can be taken, expired lines counted in; changes nothing.
     *
     * @param wanted units to be taken beyond those that the asker holds already; zero or less always can
     * @param requested what the asker asked for, for the refusal
     * @throws InsufficientStockException if there are fewer
     */
    public void requireAvailable(StockRow row, int wanted, int requested) {
        long reachable = reachable(row);
        if (wanted <= 0 || wanted <= reachable) {
            return;
        }
        if (wanted <= reachable + row.skippedUnits()) {
            throw new ShortageMayPass(row.key());
        }
        int held = requested - wanted;
        long available = held + reachable + row.skippedUnits();
        throw new InsufficientStockException(row.key().variantId(), requested, (int) available);
    }

    /** Takes expired lines away, those that expired first first, until so many units are free. */
    public void makeFree(StockRow row, int units) {
        while (row.free() < units) {
            StockRow.Reclaimable next = row.reclaimable().remove();
            if (quantityIfExpired(next) > 0) {
                expire(next.cart(), Objects.requireNonNull(next.cart().lines().get(next.itemId())));
            }
        }
    }

    /** Takes an expired line away, and keeps it where its buyer sees it, unless it was a gift. */
    public void expire(LockedCart cart, CartItemRow line) {
        cart.lines().remove(line.id());
        if (!line.isGift()) {
            cart.expired().put(line.id(), line.expire());
        }
        move(stock(line.key()), MovementKind.EXPIRED, 0, -line.quantity(), cart.id(), null, null, null);
    }

    /** Takes hold of units for a cart, or lets go of them when negative. */
    public void reserve(LockedCart cart, StockRow row, int units) {
        if (units != 0) {
            MovementKind kind = units > 0 ? MovementKind.RESERVED : MovementKind.RELEASED;
            move(row, kind, 0, units, cart.id(), null, null, null);
        }
    }

    /** Units that a cart holds leave the stock with an order. */
    public void sell(LockedCart cart, CartItemRow line, long orderId) {
        cart.lines().remove(line.id());
        move(stock(line.key()), MovementKind.SOLD, -line.quantity(), -line.quantity(), cart.id(), orderId, null, null);
    }

    /** Units come into stock, or leave it when negative. */
    public LedgerRow count(
            StockRow row, MovementKind kind, int units, @Nullable String reason, @Nullable String reference) {
        return move(row, kind, units, 0, null, null, reason, reference);
    }

    /**
     * What a user holds over all open carts, as decided so far; only for the users that {@link Command#users} named.
     *
     * <p>When somebody else is changing it, the command is tried again.
     */
    public UserHolds.Held held(String userId) {
        UserHolds.Held elsewhere = users.get(userId);
        if (elsewhere == null) {
            throw new ShortageMayPass(userId);
        }
        return carts.values().stream()
                .filter(cart -> cart.isOpenOf(userId))
                .map(cart -> cart.held(now))
                .reduce(elsewhere, UserHolds.Held::plus);
    }

    /** The id of an order to be placed. */
    public long nextOrderId() {
        return orderIds.remove();
    }

    /** Places an order. */
    public void place(NewOrder order) {
        orders.add(order);
    }

    private int quantityIfExpired(StockRow.Reclaimable reclaimable) {
        CartItemRow line = reclaimable.cart().lines().get(reclaimable.itemId());
        // An earlier command of the list may have taken, renewed or removed it.
        return line != null && line.isExpired(now) ? line.quantity() : 0;
    }

    private LedgerRow move(
            StockRow row,
            MovementKind kind,
            int stockDelta,
            int reservedDelta,
            @Nullable Long cartId,
            @Nullable Long orderId,
            @Nullable String reason,
            @Nullable String reference) {
        row.move(stockDelta, reservedDelta);
        LedgerRow entry = new LedgerRow(
                row.key(),
                row.nextVersion(),
                kind.word(),
                stockDelta,
                reservedDelta,
                row.stockQuantity(),
                row.reservedQuantity(),
                reason,
                reference,
                cartId,
                orderId,
                now);
        row.movements().add(entry);
        return entry;
    }

    /** What a locked user holds in carts that are not loaded. */
    public void load(String userId, UserHolds.Held elsewhere) {
        users.put(userId, elsewhere);
    }

    public boolean isCounted(String userId) {
        return users.containsKey(userId);
    }

    /** Stock comes first: those of the cart's lines that have expired can be had by whoever is short of them. */
    public void load(LockedCart cart) {
        carts.put(cart.id(), cart);
        for (CartItemRow line : cart.lines().values()) {
            StockRow counter = stock.get(line.key());
            if (counter != null && line.isExpired(now)) {
                counter.reclaimable().add(new StockRow.Reclaimable(cart, line.id()));
            }
        }
    }

    public void load(StockRow row) {
        stock.put(row.key(), row);
    }

    public void load(VariantRow variant) {
        variants.put(variant.id(), variant);
    }

    /** The cart, or a bare one for lines that are about to be taken from it. */
    public LockedCart owner(long cartId) {
        return carts.computeIfAbsent(cartId, id -> new LockedCart(id, null));
    }

    public Map<Long, LockedCart> carts() {
        return carts;
    }

    public Map<StockKey, StockRow> stock() {
        return stock;
    }

    /** Names the transaction that locked it. */
    public String transaction() {
        return transaction;
    }

    public List<NewOrder> orders() {
        return orders;
    }
}
