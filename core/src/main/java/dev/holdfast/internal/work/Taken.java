package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.stock.StockKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Units that items of a command take and give back, and that are decided but not written yet. Items that share a component
 * are decided one after the other, and so never take more than there is. Not thread-safe.
 */
public final class Taken {
    private final Map<StockKey, Integer> units = new HashMap<>();
    private final Map<StockKey, Integer> backordered = new HashMap<>();

    /** Adds units that an item takes. */
    public void add(List<Hold> holds) {
        holds.forEach(hold -> add(hold.key(), hold.quantity(), hold.backordered()));
    }

    /** Adds units that an item gives back. */
    public void giveBack(List<Hold> holds) {
        holds.forEach(hold -> add(hold.key(), -hold.quantity(), -hold.backordered()));
    }

    private void add(StockKey key, int more, int notOnHand) {
        units.merge(key, more, Integer::sum);
        backordered.merge(key, notOnHand, Integer::sum);
    }

    int units(StockKey key) {
        return units.getOrDefault(key, 0);
    }

    int backordered(StockKey key) {
        return backordered.getOrDefault(key, 0);
    }
}
