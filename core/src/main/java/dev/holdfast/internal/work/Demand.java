package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.stock.StockKey;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How many units a list of commands wants from each counter, beyond those that its carts hold. Not thread-safe. */
public final class Demand {
    public final SortedMap<StockKey, Integer> units = new TreeMap<>();
    final SortedSet<StockKey> counted = new TreeSet<>();

    /** Wants all units of overdue orders to be back in stock, because somebody says, or is told, how many there are. */
    public void count(StockKey key) {
        counted.add(key);
    }

    /** Wants expired items and overdue orders out of the way of those who wait for units that are not on hand. */
    public void settle(StockKey key) {
        units.merge(key, 0, Integer::sum);
    }

    /** The same for the items of a cart that hold such units. */
    public void settle(LockedCart cart) {
        for (CartItemRow item : cart.items().values()) {
            if (item.backordered() > 0) {
                settle(item.key());
            }
        }
    }

    /** Adds the units that a command wants; zero or less adds nothing. */
    public void add(StockKey key, int wanted) {
        if (wanted > 0) {
            // Many commands may want more in sum than a counter can count: what cannot be had needs no exact number.
            units.merge(key, wanted, (a, b) -> (int) Math.min(Integer.MAX_VALUE, (long) a + b));
        }
    }
}
