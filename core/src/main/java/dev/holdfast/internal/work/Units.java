package dev.holdfast.internal.work;

import dev.holdfast.Limits;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.order.PlacedOrdersTable;
import dev.holdfast.internal.stock.BackorderRow;
import dev.holdfast.internal.stock.BackordersTable;
import dev.holdfast.internal.stock.Movement;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.StockTable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves units between locked counters, the carts that hold them and orders, so that a counter, its ledger and the items
 * are always changed together. Not thread-safe.
 */
public final class Units {
    private final StockTable stock;
    private final BackordersTable backorders;
    private final PlacedOrdersTable orders;
    private final ExpiredHolds expiredHolds;
    private final OverdueOrders overdueOrders;
    private final Supplier<@Nullable String> actor;
    private final Instant now;

    Units(
            Tables tables,
            ExpiredHolds expiredHolds,
            OverdueOrders overdueOrders,
            Supplier<@Nullable String> actor,
            Instant now) {
        this.stock = tables.stock;
        this.backorders = tables.backorders;
        this.orders = tables.placedOrders;
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

    /**
     * Units on hand that a buyer can have, including those of expired items and overdue orders; negative where units are
     * short, or safety stock is held.
     */
    public int reachable(StockRow row) {
        return (int) (row.forSale() + expiredHolds.units(row.key()) + overdueOrders.units(row.key()));
    }

    /**
     * Units that a buyer can have, on hand or to wait for, including those of expired items and overdue orders; at least
     * as many as wanted, or all there are.
     *
     * @throws TryAgain if there may be enough, because others have locked expired items or overdue orders
     */
    public int available(StockRow row, int wanted) {
        long room = row.backorderRoom()
                + expiredHolds.backorderedUnits(row.key())
                + overdueOrders.backorderedUnits(row.key());
        return available(row, wanted, Math.max(0, reachable(row)) + Math.max(0, room));
    }

    /** Units of so many that a buyer takes which are not on hand; the units must be {@link #available}. */
    public int backordered(StockRow row, int units) {
        return Math.max(0, units - Math.max(0, reachable(row)));
    }

    /**
     * Units that somebody can take away by hand: all that nothing but expired items and overdue orders holds.
     *
     * @throws TryAgain as {@link #available} does
     */
    public int availableByHand(StockRow row, int wanted) {
        long held = expiredHolds.units(row.key())
                - expiredHolds.backorderedUnits(row.key())
                + overdueOrders.units(row.key())
                - overdueOrders.backorderedUnits(row.key());
        return available(row, wanted, row.free() + held);
    }

    private int available(StockRow row, int wanted, long reachable) {
        if (wanted <= reachable) {
            return (int) Math.min(reachable, Limits.STOCK);
        }
        long all = reachable + expiredHolds.skippedUnits(row.key()) + overdueOrders.skippedUnits(row.key());
        if (wanted <= all) {
            throw new ShortageMayPass(row.key());
        }
        return (int) Math.min(all, Limits.STOCK);
    }

    /**
     * Takes expired items away, oldest first, and then ends overdue orders, until a buyer can have so many units on hand,
     * or nothing is left to take.
     */
    public void makeFree(StockRow row, int units) {
        makeFree(row, () -> units > 0 && row.forSale() < units);
    }

    /** The same, until nothing holds so many units. */
    public void makeFreeByHand(StockRow row, int units) {
        makeFree(row, () -> row.free() < units);
    }

    private void makeFree(StockRow row, BooleanSupplier isShort) {
        while (isShort.getAsBoolean() && expiredHolds.units(row.key()) > 0) {
            expiredHolds.takeOldest(row.key(), this::expire);
        }
        while (isShort.getAsBoolean() && overdueOrders.units(row.key()) > 0) {
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
        List<OrderState.Item> open = order.overdueItems(now);
        if (!open.isEmpty()) {
            order.endIfOverdue(now);
            open.forEach(item -> giveBack(order, item, item.open(), null, null));
        }
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
        row(item.key()).move(Movement.expired(cart.id(), item.quantity()), -item.backordered(), null, now);
    }

    /**
     * Reserves units for a cart, or releases them when negative.
     *
     * @param backordered units of them that are not on hand
     */
    public void reserve(LockedCart cart, StockRow row, int units, int backordered) {
        if (units != 0) {
            row.move(Movement.held(cart.id(), units), backordered, actor.get(), now);
        }
    }

    /** Releases the units of an item, which leaves its cart; an expired one stays where its buyer sees it. */
    public void release(LockedCart cart, CartItemRow item) {
        if (item.isExpired(now)) {
            expire(cart, item);
        } else {
            cart.items().remove(item.id());
            reserve(cart, row(item.key()), -item.quantity(), -item.backordered());
        }
    }

    /**
     * Units that a cart holds leave the stock with an order, or wait for stock with it; the cart keeps those that the item
     * does not name, which are the last on hand.
     *
     * @return units that the order waits for
     */
    public int sell(LockedCart cart, CartItemRow item, long orderId) {
        CartItemRow held = Objects.requireNonNull(cart.items().remove(item.id()));
        CartItemRow sold = held.holding(item.quantity(), held.reservedUntil());
        if (held.quantity() > sold.quantity()) {
            int rest = held.quantity() - sold.quantity();
            cart.items()
                    .put(held.id(), held.holding(rest, held.backordered() - sold.backordered(), held.reservedUntil()));
        }
        return sell(cart, row(item.key()), sold.quantity(), sold.backordered(), orderId);
    }

    /**
     * Units that nobody holds leave the stock with an order that a cart became, or wait for stock with it.
     *
     * @return units that the order waits for
     */
    public int sellFree(LockedCart cart, StockKey key, int units, long orderId) {
        StockRow row = row(key);
        int backordered = backordered(row, units);
        makeFree(row, units);
        reserve(cart, row, units, backordered);
        return sell(cart, row, units, backordered, orderId);
    }

    // Units that were not on hand when they were put may be by now. As long as there are not enough for all who were
    // promised some, those who wait longest come first.
    private int sell(LockedCart cart, StockRow row, int units, int backordered, long orderId) {
        if (backordered > 0) {
            makeFree(row, () -> row.stockQuantity() < row.reservedQuantity());
        }
        int waiting = row.stockQuantity() >= row.reservedQuantity() ? 0 : backordered;
        int sold = units - waiting;
        if (sold > 0) {
            row.move(Movement.sold(cart.id(), sold, orderId), waiting - backordered, actor.get(), now);
        }
        if (waiting > 0) {
            row.move(Movement.held(cart.id(), -waiting), -waiting, actor.get(), now);
            row.move(Movement.backordered(waiting, orderId), waiting, actor.get(), now);
        }
        return waiting;
    }

    /**
     * Units of an item of an order are cancelled: those that it waits for, which come first, are given up, and the others
     * come back into stock.
     */
    public void giveBack(LockedOrder order, OrderState.Item item, int units, @Nullable String reason) {
        giveBack(order, item, units, reason, actor.get());
    }

    private void giveBack(
            LockedOrder order, OrderState.Item item, int units, @Nullable String reason, @Nullable String by) {
        StockRow row = row(item.row().key());
        int givenUp = Math.min(item.backordered(), units);
        if (givenUp > 0) {
            int left = item.backordered() - givenUp;
            backorders.put(order.id(), item.row().id(), left);
            order.wait(item.row().id(), left);
            row.move(Movement.released(givenUp, order.id(), reason), -givenUp, by, now);
        }
        if (units > givenUp) {
            row.move(Movement.returned(units - givenUp, order.id(), reason), by, now);
        }
    }

    /** Units of an order come back into stock. */
    public void takeBack(StockKey key, int units, long orderId, @Nullable String reason) {
        row(key).move(Movement.returned(units, orderId, reason), actor.get(), now);
    }

    /** Gives units that are free to the orders that wait for them, oldest first; their rows must have been asked for. */
    public void fill(StockRow row) {
        // An order that is ended for it, because it was not paid in time, may have waited itself.
        makeFree(row, () -> row.free() < backorders.units(row.key()));
        for (BackorderRow waiting : backorders.of(row.key())) {
            int units = Math.min(row.free(), waiting.quantity());
            if (units <= 0) {
                return;
            }
            int left = waiting.quantity() - units;
            backorders.put(waiting.orderId(), waiting.itemId(), left);
            row.move(Movement.filled(units, waiting.orderId()), -units, actor.get(), now);
            LockedOrder order = orders.row(waiting.orderId());
            if (order != null) {
                order.wait(waiting.itemId(), left);
            }
        }
    }
}
