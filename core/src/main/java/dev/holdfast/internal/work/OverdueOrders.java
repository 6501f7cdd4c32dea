package dev.holdfast.internal.work;

import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.OrderSource;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Locked orders that were not paid by the time that was set for them, with all their counters: units that a buyer who is
 * short can have. Not thread-safe.
 */
final class OverdueOrders {
    private final Map<StockKey, Deque<LockedOrder>> byCounter = new HashMap<>();
    private final Map<StockKey, Long> skipped = new HashMap<>();
    private final Instant now;

    OverdueOrders(Instant now) {
        this.now = now;
    }

    /** Adds an order whose counters are locked. */
    void add(LockedOrder order) {
        order.overdueUnits(now)
                .keySet()
                .forEach(key -> byCounter
                        .computeIfAbsent(key, any -> new ArrayDeque<>())
                        .add(order));
    }

    /** Notes how many units belong to orders that others have locked, or of which others have locked a counter. */
    void skip(StockKey key, long units) {
        skipped.put(key, units);
    }

    /** Units of orders that cannot be had now. */
    long skippedUnits(StockKey key) {
        return skipped.getOrDefault(key, 0L);
    }

    /** Units that can be had. */
    long units(StockKey key) {
        long units = 0;
        for (LockedOrder order : byCounter.getOrDefault(key, new ArrayDeque<>())) {
            units += order.overdueUnits(now).getOrDefault(key, 0);
        }
        return units;
    }

    /** Units of them that are not on hand. */
    long backorderedUnits(StockKey key) {
        long units = 0;
        for (LockedOrder order : byCounter.getOrDefault(key, new ArrayDeque<>())) {
            for (OrderState.Item item : order.overdueItems(now)) {
                for (OrderSource source : item.row().sources()) {
                    units += source.key().equals(key) ? source.backordered() : 0;
                }
            }
        }
        return units;
    }

    /** Takes out the next order, which an earlier command of the list may have ended; null if there is none left. */
    @Nullable
    LockedOrder next(StockKey key) {
        Deque<LockedOrder> orders = byCounter.get(key);
        return orders == null ? null : orders.poll();
    }
}
