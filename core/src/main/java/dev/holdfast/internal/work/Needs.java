package dev.holdfast.internal.work;

import dev.holdfast.internal.kit.KitRow;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.StockKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a list of commands must have locked and read before it can be decided. Not thread-safe. */
public final class Needs {
    private final Tables tables;

    Needs(Tables tables) {
        this.tables = tables;
    }

    /** The cart and its items. */
    public Needs cart(long cartId) {
        tables.items.lockCart(cartId);
        return this;
    }

    /** The cart, its items, and the stock of every item that it holds. */
    public Needs wholeCart(long cartId) {
        tables.items.lockStockOf(cartId);
        return cart(cartId);
    }

    /** The cart, its items, and the stock of one item, held or expired, where it is held and where it is sold from. */
    public Needs item(long cartId, int itemId) {
        tables.items.lockStockOf(cartId, itemId);
        chooseAmong(tables.locations.soldFrom());
        return cart(cartId);
    }

    /** A variant and its stock at each location that it is sold from; of a kit, that of its components. */
    public Needs variant(long variantId) {
        KitRow kit = tables.locations.kit(variantId);
        return kit == null ? sold(variantId) : kit(kit);
    }

    /** A kit as it was put: its variant, and the stock of its components at each location that they are sold from. */
    public Needs kit(KitRow kit) {
        stock(StockKey.of(kit.variantId()));
        kit.parts().forEach(part -> sold(part.variantId()));
        return this;
    }

    private Needs sold(long variantId) {
        List<LocationRow> locations = tables.locations.soldFrom();
        locations.forEach(location -> stock(location.key(variantId)));
        chooseAmong(locations);
        return this;
    }

    private void chooseAmong(List<LocationRow> locations) {
        if (locations.size() > 1) {
            overdueOrders();
        }
    }

    /** A counter and its variant. */
    public Needs stock(StockKey key) {
        tables.stock.lock(key);
        return this;
    }

    /** The same, with a counter that is created if its variant has none there yet. */
    public Needs openStock(StockKey key) {
        tables.stock.open(key);
        return this;
    }

    /** A checkout session, its cart, and the session that the cart is in. */
    public Needs session(String sessionId, long cartId) {
        tables.sessions.lock(sessionId, cartId);
        return cart(cartId);
    }

    /** A promo code beyond those that the carts have; null for none. */
    public Needs promoCode(@Nullable String code) {
        if (code != null) {
            tables.promoCodes.lock(code);
        }
        return this;
    }

    /** What prices may ask of a user who is not the carts' yet: uses of limited promo codes, and orders; null for none. */
    public Needs user(@Nullable String userId) {
        if (userId != null) {
            tables.promoCodes.countUsesOf(userId);
            tables.buyers.countOrdersOf(userId);
        }
        return this;
    }

    /** The buyer of a cart who is about to place an order; null for the cart's user. */
    public Needs buyer(long cartId, @Nullable String userId) {
        tables.buyers.lock(cartId, userId);
        return user(userId);
    }

    /** An order that was placed, and all that happened to it. */
    public Needs order(long orderId) {
        tables.placedOrders.lock(orderId);
        return this;
    }

    /** The same, with the counters that its items came from and the promo codes that it used. */
    public Needs wholeOrder(long orderId) {
        tables.placedOrders.lockStockOf(orderId);
        return order(orderId);
    }

    /** A counter to which units come, its variant, and the orders that wait for them. */
    public Needs incoming(StockKey key) {
        tables.backorders.waitingFor(key.variantId());
        return stock(key);
    }

    /** A transfer between locations, and the counter that its units go to. */
    public Needs transfer(long transferId) {
        tables.transfers.lock(transferId);
        return this;
    }

    /** The id of a transfer that may begin. */
    public Needs newTransfer() {
        tables.transfers.drawId();
        return this;
    }

    /** Whether there are overdue orders, for those who say how many units there are, or choose among locations. */
    public Needs overdueOrders() {
        tables.placedOrders.askForOverdue();
        return this;
    }
}
