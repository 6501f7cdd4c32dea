package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How many units a list of commands wants from each counter, beyond those that its carts hold. Not thread-safe. */
public final class Demand {
    public final SortedMap<StockKey, Integer> units = new TreeMap<>();
    final SortedSet<StockKey> counted = new TreeSet<>();
    private final Map<List<StockKey>, Integer> anyOf = new LinkedHashMap<>();
    private final Map<Long, Integer> ofVariants = new HashMap<>();

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
            for (Hold hold : item.holds()) {
                if (hold.backordered() > 0) {
                    settle(hold.key());
                }
            }
        }
    }

    /** Adds the units that a command wants; zero or less adds nothing. */
    public void add(StockKey key, int wanted) {
        if (wanted > 0) {
            units.merge(key, wanted, Demand::sum);
        }
    }

    /** Adds units that a command wants from any counters of a variant; zero or less adds nothing. */
    public void addAny(List<StockKey> keys, int wanted) {
        if (wanted > 0 && !keys.isEmpty()) {
            anyOf.merge(keys, wanted, Demand::sum);
            ofVariants.merge(keys.get(0).variantId(), wanted, Demand::sum);
        }
    }

    /**
     * Decides which counters the units that can come from any may have to come from. The location of an item must not
     * depend on whether a sweep has run, so a counter that is short counts even if others have enough; one that holds
     * nothing has nothing that has expired.
     *
     * @param anyOverdue whether there are overdue orders, whose units nothing holds
     */
    void spread(Function<StockKey, @Nullable StockRow> counters, boolean anyOverdue) {
        anyOf.forEach((keys, wanted) -> {
            int most = ofVariants.getOrDefault(keys.get(0).variantId(), wanted);
            long forSale = 0;
            for (StockKey key : keys) {
                StockRow row = counters.apply(key);
                forSale += row == null ? 0 : Math.max(0, row.forSale());
            }
            for (StockKey key : keys) {
                StockRow row = counters.apply(key);
                if (row != null && (keys.size() == 1 || forSale < most || row.mayHaveExpired() || anyOverdue)) {
                    add(key, most);
                }
            }
        });
    }

    /** The most units that are wanted of a counter. */
    int wanted(StockKey key) {
        return Math.max(units.getOrDefault(key, 0), ofVariants.getOrDefault(key.variantId(), 0));
    }

    // Many commands may want more in sum than a counter can count: what cannot be had needs no exact number.
    private static int sum(int a, int b) {
        return (int) Math.min(Integer.MAX_VALUE, (long) a + b);
    }
}
