package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.stock.Movement;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.StockTable;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves units between locked counters, the carts that hold them and orders, so that a counter, its ledger and the items
 * are always changed together. Not thread-safe.
 */
public final class Units {
    private final StockTable stock;
    private final ExpiredHolds expiredHolds;
    private final OverdueOrders overdueOrders;
    private final Supplier<@Nullable String> actor;
    private final Instant now;

    Units(
            StockTable stock,
            ExpiredHolds expiredHolds,
            OverdueOrders overdueOrders,
            Supplier<@Nullable String> actor,
            Instant now) {
        this.stock = stock;
        this.expiredHolds = expiredHolds;
        this.overdueOrders = overdueOrders;
        this.actor = actor;
        this.now = now;
    }

    StockRow row(StockKey key) {
        StockRow row = stock.row(key);
        if (row == null) {
            throw new IllegalStateException(key + " was not loaded");
        }
        return row;
    }

    /** Units that can be had, including those of expired items and overdue orders. */
    public int reachable(StockRow row) {
        return (int) (row.free() + expiredHolds.units(row.key()) + overdueOrders.units(row.key()));
    }

    /**
     * Units that can be had, including those of expired items and overdue orders; at least as many as wanted, or all there
     * are.
     *
     * @throws TryAgain if there may be enough, because others have locked expired items or overdue orders
     */
    public int available(StockRow row, int wanted) {
        int reachable = reachable(row);
        if (wanted <= reachable) {
            return reachable;
        }
        long all = reachable + expiredHolds.skippedUnits(row.key()) + overdueOrders.skippedUnits(row.key());
        if (wanted <= all) {
            throw new ShortageMayPass(row.key());
        }
        return (int) all;
    }

    /** Takes expired items away, oldest first, and then ends overdue orders, until so many units are free. */
    public void makeFree(StockRow row, int units) {
        while (row.free() < units && expiredHolds.units(row.key()) > 0) {
            expiredHolds.takeOldest(row.key(), this::expire);
        }
        while (row.free() < units) {
            end(Objects.requireNonNull(overdueOrders.next(row.key())));
        }
    }

    /**
     * Ends all overdue orders with units of a counter, so that what is on hand can be counted.
     *
     * @throws TryAgain if others have locked some of them
     */
    public void endOverdueOrders(StockRow row) {
        if (overdueOrders.skippedUnits(row.key()) > 0) {
            throw new ShortageMayPass(row.key());
        }
        while (overdueOrders.units(row.key()) > 0) {
            end(Objects.requireNonNull(overdueOrders.next(row.key())));
        }
    }

    /**
     * Cancels an order if it was not paid by the time that was set for it; its counters must be locked then. As with
     * expired items, nobody is named for it.
     */
    void end(LockedOrder order) {
        order.endIfOverdue(now)
                .forEach((key, units) -> row(key).move(Movement.returned(units, order.id(), null), null, now));
    }

    /**
     * Takes an expired item away, and keeps it where its buyer sees it, unless it was a gift. Nobody is named for it: it
     * would have expired without the command that found it.
     */
    public void expire(LockedCart cart, CartItemRow item) {
        cart.items().remove(item.id());
        if (!item.isGift()) {
            cart.expired().put(item.id(), item.expire());
        }
        row(item.key()).move(Movement.expired(cart.id(), item.quantity()), null, now);
    }

    /** Reserves units for a cart, or releases them when negative. */
    public void reserve(LockedCart cart, StockRow row, int units) {
        if (units != 0) {
            row.move(Movement.held(cart.id(), units), actor.get(), now);
        }
    }

    /** Releases the units of an item, which leaves its cart; an expired one stays where its buyer sees it. */
    public void release(LockedCart cart, CartItemRow item) {
        if (item.isExpired(now)) {
            expire(cart, item);
        } else {
            cart.items().remove(item.id());
            reserve(cart, row(item.key()), -item.quantity());
        }
    }

    /** Units that a cart holds leave the stock with an order; the cart keeps those that the item does not name. */
    public void sell(LockedCart cart, CartItemRow item, long orderId) {
        CartItemRow held = Objects.requireNonNull(cart.items().remove(item.id()));
        if (held.quantity() > item.quantity()) {
            int rest = held.quantity() - item.quantity();
            cart.items().put(held.id(), held.holding(rest, held.reservedUntil()));
        }
        row(item.key()).move(Movement.sold(cart.id(), item.quantity(), orderId), actor.get(), now);
    }

    /** Units that nobody holds leave the stock with an order that a cart became. */
    public void sellFree(LockedCart cart, StockKey key, int units, long orderId) {
        StockRow row = row(key);
        makeFree(row, units);
        reserve(cart, row, units);
        row.move(Movement.sold(cart.id(), units, orderId), actor.get(), now);
    }

    /** Units of an order come back into stock. */
    public void takeBack(StockKey key, int units, long orderId, @Nullable String reason) {
        row(key).move(Movement.returned(units, orderId, reason), actor.get(), now);
    }
}
