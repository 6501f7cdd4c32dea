package dev.holdfast.cart;

import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.AnonymousDemand;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.NotLoaded;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plans the gifts of one command's cart, and remembers from one pass to the next which stock they need; see {@link
 * CartCommand}. Not thread-safe.
 */
final class Gifts {
    private final SortedMap<StockKey, Integer> askedUnits = new TreeMap<>();

    /** Adds the stock that earlier passes found missing. */
    void needs(Needs needs) {
        askedUnits.keySet().forEach(key -> needs.variant(key.variantId()));
    }

    /** Adds the units that earlier passes found missing. */
    void demand(Demand demand) {
        askedUnits.forEach(demand::add);
    }

    /** Adds the stock of gifts that an anonymous cart wants. */
    void anonymous(AnonymousDemand demand) {
        askedUnits.keySet().forEach(demand::stock);
    }

    /**
     * Plans the gifts of a cart as a command leaves it.
     *
     * @throws NotLoaded if stock has to be locked first; the next pass asks for it
     */
    GiftPlan plan(OpenCart cart, CartCommand.Edit<?> edit) {
        GiftPlan plan = new GiftPlan(cart, edit, askedUnits.keySet());
        if (plan.isEmpty()) {
            return plan;
        }
        requireStock(plan);
        plan.leaveOutWhatIsCharged();
        requireStock(plan);
        return plan;
    }

    // Stock that was asked for and is still missing does not exist, or is out of reach: the plan makes do without it.
    private void requireStock(GiftPlan plan) {
        boolean isComplete = true;
        for (Map.Entry<StockKey, Integer> wanted : plan.stockWanted().entrySet()) {
            StockKey key = wanted.getKey();
            int units = wanted.getValue();
            if (!plan.isLoaded(key, units) && askedUnits.getOrDefault(key, -1) < units) {
                askedUnits.put(key, units);
                isComplete = false;
            }
        }
        if (!isComplete) {
            throw new NotLoaded("stock of gifts");
        }
    }
}
