package dev.holdfast.internal.work;

import dev.holdfast.Limits;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.OrderSource;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.order.PlacedOrdersTable;
import dev.holdfast.internal.stock.BackorderRow;
import dev.holdfast.internal.stock.BackordersTable;
import dev.holdfast.internal.stock.LocationList;
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
    private final LocationList locations;
    private final Returns returns;
    private final Supplier<@Nullable String> actor;
    private final Instant now;

    Units(
            Tables tables,
            ExpiredHolds expiredHolds,
            OverdueOrders overdueOrders,
            Returns returns,
            Supplier<@Nullable String> actor,
            Instant now) {
        this.stock = tables.stock;
        this.backorders = tables.backorders;
        this.orders = tables.placedOrders;
        this.expiredHolds = expiredHolds;
        this.overdueOrders = overdueOrders;
        this.locations = tables.locations;
        this.returns = returns;
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

    /** Units that may be sold of a counter and are not on hand, including those of expired items and overdue orders. */
    long backorderRoom(StockRow row) {
        long backordered = expiredHolds.backorderedUnits(row.key()) + overdueOrders.backorderedUnits(row.key());
        long all = expiredHolds.units(row.key()) + overdueOrders.units(row.key());
        return row.backorderRoom(all - backordered, backordered, now);
    }

    /** When units of a counter that are not on hand are there if they are taken now; null if nobody knows. */
    @Nullable
    Instant availableAt(StockRow row) {
        return row.availableAt(now);
    }

    /**
     * Units that a buyer can have of counters, on hand or to wait for, including those of expired items and overdue orders;
     * at least as many as wanted, or all there are.
     *
     * @param taken what other items of the command take
     * @param mayWait whether units that are not on hand count
     * @throws TryAgain if there may be enough, because others have locked expired items or overdue orders
     */
    int available(List<StockRow> rows, int wanted, Taken taken, boolean mayWait) {
        long reachable = 0;
        for (StockRow row : rows) {
            reachable += Math.max(0, reachable(row) - taken.units(row.key()));
            reachable += mayWait ? Math.max(0, backorderRoom(row) - taken.backordered(row.key())) : 0;
        }
        return available(rows, wanted, reachable);
    }

    /**
     * Units that somebody can take away by hand: all that nothing but expired items and overdue orders holds.
     *
     * @throws TryAgain as {@link #available} does
     */
    public int availableByHand(StockRow row, int wanted) {
        if (!row.isTracked()) {
            return row.free();
        }
        long held = expiredHolds.units(row.key())
                - expiredHolds.backorderedUnits(row.key())
                + overdueOrders.units(row.key())
                - overdueOrders.backorderedUnits(row.key());
        return available(List.of(row), wanted, row.free() + held);
    }

    private int available(List<StockRow> rows, int wanted, long reachable) {
        if (wanted <= reachable) {
            return (int) Math.min(reachable, Limits.STOCK);
        }
        long all = reachable;
        for (StockRow row : rows) {
            all += expiredHolds.skippedUnits(row.key()) + overdueOrders.skippedUnits(row.key());
        }
        if (wanted <= all) {
            throw new ShortageMayPass(rows.get(0).key());
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
            open.forEach(item -> returns.giveBack(order, item, item.open(), null, null));
        }
    }

    /**
     * Takes an expired item away, and keeps it where its buyer sees it, unless it was a gift. Where others have locked some
     * of its counters, they keep their units for whoever comes next. Nobody is named for it: it would have expired without
     * the command that found it.
     */
    public void expire(LockedCart cart, CartItemRow item) {
        List<Hold> within = item.holds().stream()
                .filter(hold -> stock.row(hold.key()) != null)
                .toList();
        CartItemRow taken = item.with(within, item.reservedUntil());
        take(cart, item, taken);
        if (!item.isGift() && taken.quantity() > 0) {
            cart.expired().merge(item.id(), taken.expire(), ExpiredItemRow::and);
        }
        for (Hold hold : within) {
            cart.hold(hold.key(), -hold.quantity());
            row(hold.key()).move(Movement.expired(cart.id(), hold.quantity()), -hold.backordered(), null, now);
        }
    }

    private static void take(LockedCart cart, CartItemRow item, CartItemRow units) {
        if (item.holds().equals(units.holds())) {
            cart.items().remove(item.id());
        } else {
            cart.items().put(item.id(), item.without(units));
        }
    }

    /** Reserves units for a cart. */
    public void reserve(LockedCart cart, List<Hold> holds) {
        for (Hold hold : holds) {
            reserve(cart, row(hold.key()), hold.quantity(), hold.backordered());
        }
    }

    /** Releases units of a cart. */
    public void release(LockedCart cart, List<Hold> holds) {
        for (Hold hold : holds) {
            reserve(cart, row(hold.key()), -hold.quantity(), -hold.backordered());
        }
    }

    private void reserve(LockedCart cart, StockRow row, int units, int backordered) {
        if (units != 0) {
            row.move(Movement.held(cart.id(), units, cart.hold(row.key(), units)), backordered, actor.get(), now);
        }
    }

    /** Makes the units of holds free that are on hand, for a cart that takes them. */
    public void makeFree(List<Hold> holds) {
        holds.forEach(hold -> makeFree(row(hold.key()), hold.quantity()));
    }

    /** Releases the units of an item, which leaves its cart; an expired one stays where its buyer sees it. */
    public void release(LockedCart cart, CartItemRow item) {
        if (item.isExpired(now)) {
            expire(cart, item);
        } else {
            cart.items().remove(item.id());
            release(cart, item.holds());
        }
    }

    /**
     * Units that a cart holds leave the stock with an order, or wait for stock with it; the cart keeps those that the item
     * does not name, which are the last on hand.
     *
     * @return where they came from
     */
    public List<OrderSource> sell(LockedCart cart, CartItemRow item, long orderId) {
        CartItemRow held = Objects.requireNonNull(cart.items().get(item.id()));
        CartItemRow sold = held.holding(item.quantity(), held.reservedUntil());
        take(cart, held, sold);
        if (sold.kit() == null) {
            return sell(cart, sold.holds(), orderId);
        }
        // What leaves the stock are the components.
        List<Hold> components =
                sold.holds().stream().filter(hold -> hold.part() != null).toList();
        release(cart, Hold.less(sold.holds(), components));
        return sell(cart, components, orderId);
    }

    private List<OrderSource> sell(LockedCart cart, List<Hold> holds, long orderId) {
        return holds.stream().map(hold -> sell(cart, hold, orderId)).toList();
    }

    /**
     * Units that nobody holds leave the stock with an order that a cart became, or wait for stock with it.
     *
     * @return where they came from
     */
    public List<OrderSource> sellFree(LockedCart cart, List<Hold> holds, long orderId) {
        makeFree(holds);
        reserve(cart, holds);
        return sell(cart, holds, orderId);
    }

    // Units that were not on hand when they were put may be by now. As long as there are not enough for all who were
    // promised some, those who wait longest come first.
    private OrderSource sell(LockedCart cart, Hold hold, long orderId) {
        StockRow row = row(hold.key());
        int backordered = hold.backordered();
        if (backordered > 0) {
            makeFree(row, () -> !row.isEnough());
        }
        int waiting = row.isEnough() ? 0 : backordered;
        int sold = hold.quantity() - waiting;
        if (sold > 0) {
            cart.hold(row.key(), -sold);
            row.moveIfUncounted(sold, orderId, actor.get(), now);
            row.move(Movement.sold(cart.id(), sold, orderId), waiting - backordered, actor.get(), now);
        }
        if (waiting > 0) {
            reserve(cart, row, -waiting, -waiting);
            row.move(Movement.backordered(waiting, orderId), waiting, actor.get(), now);
        }
        Hold.Part part = hold.part();
        return OrderSource.sold(
                hold.key(),
                code(hold.key()),
                hold.quantity(),
                waiting,
                hold.availableAt(),
                part == null ? 1 : part.units());
    }

    private String code(StockKey key) {
        return Objects.requireNonNull(locations.byId(key.locationId())).code();
    }

    /**
     * Gives units that are free to the orders that wait for them, oldest first; their rows must have been asked for.
     *
     * @return how many units
     */
    public int fill(StockRow row) {
        // An order that is ended for it, because it was not paid in time, may have waited itself.
        makeFree(row, () -> row.free() < backorders.units(row.key()));
        int filled = 0;
        for (BackorderRow waiting : backorders.of(row.key())) {
            int units = Math.min(row.free(), waiting.quantity());
            if (units <= 0) {
                break;
            }
            filled += units;
            int left = waiting.quantity() - units;
            backorders.put(waiting.orderId(), waiting.itemId(), row.key(), left);
            row.move(Movement.filled(units, waiting.orderId()), -units, actor.get(), now);
            LockedOrder order = orders.row(waiting.orderId());
            if (order != null) {
                order.wait(waiting.itemId(), row.key(), left);
            }
        }
        return filled;
    }
}
