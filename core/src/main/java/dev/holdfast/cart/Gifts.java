package dev.holdfast.cart;

import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.AnonymousDemand;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.NotLoaded;
import dev.holdfast.internal.work.Take;
import dev.holdfast.internal.work.WorkingSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plans the gifts of one command's cart, and remembers from one pass to the next which stock they need; see {@link
 * CartCommand}. Not thread-safe.
 */
final class Gifts {
    private final SortedMap<Long, Integer> askedUnits = new TreeMap<>();
    private final SortedSet<StockKey> askedCounters = new TreeSet<>();

    /** Adds the stock that earlier passes found missing. */
    void needs(Needs needs) {
        askedUnits.keySet().forEach(needs::variant);
        askedCounters.forEach(needs::stock);
    }

    /** Adds the units that earlier passes found missing. */
    void demand(WorkingSet shop, Demand demand) {
        askedUnits.forEach((variantId, units) ->
                takes(shop, variantId, units).forEach(take -> demand.addAny(take.from(), take.units())));
    }

    /** Adds the stock of gifts that an anonymous cart wants. */
    void anonymous(WorkingSet shop, AnonymousDemand demand) {
        askedUnits
                .keySet()
                .forEach(variantId ->
                        takes(shop, variantId, 1).forEach(take -> take.from().forEach(demand::stock)));
    }

    private static List<Take> takes(WorkingSet shop, long variantId, int units) {
        return shop.allocations().takes(variantId, shop.allocations().kit(variantId), units);
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
        boolean isComplete = !askedCounters.addAll(plan.countersMissing());
        for (Map.Entry<Long, Integer> wanted : plan.stockWanted().entrySet()) {
            long variantId = wanted.getKey();
            int units = wanted.getValue();
            if (!plan.isLoaded(variantId, units) && askedUnits.getOrDefault(variantId, -1) < units) {
                askedUnits.put(variantId, units);
                isComplete = false;
            }
        }
        if (!isComplete) {
            throw new NotLoaded("stock of gifts");
        }
    }
}
