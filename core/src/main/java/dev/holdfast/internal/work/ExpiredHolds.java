package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The expired items that still hold units of locked counters, in carts that are locked: units that a buyer who is short
 * can have. Not thread-safe.
 */
final class ExpiredHolds {
    private record Hold(LockedCart cart, int itemId) {}

    private final Map<StockKey, Deque<Hold>> byCounter = new HashMap<>();
    private final Map<StockKey, Long> skipped = new HashMap<>();
    private final Instant now;

    ExpiredHolds(Instant now) {
        this.now = now;
    }

    /** Adds a counter that holds units of an item, behind those that expired before it. */
    void add(LockedCart cart, CartItemRow item, StockKey counter) {
        byCounter.computeIfAbsent(counter, key -> new ArrayDeque<>()).add(new Hold(cart, item.id()));
    }

    /** Notes how many units are held by expired items of carts that others have locked. */
    void skip(StockKey key, long units) {
        skipped.put(key, units);
    }

    /** Units of expired items of carts that others have locked. */
    long skippedUnits(StockKey key) {
        return skipped.getOrDefault(key, 0L);
    }

    /** Units that can be had from expired items. */
    long units(StockKey key) {
        long units = 0;
        for (Hold hold : byCounter.getOrDefault(key, new ArrayDeque<>())) {
            CartItemRow item = expired(hold);
            units += item == null ? 0 : item.quantity(key);
        }
        return units;
    }

    /** Units of them that are not on hand. */
    long backorderedUnits(StockKey key) {
        long units = 0;
        for (Hold hold : byCounter.getOrDefault(key, new ArrayDeque<>())) {
            CartItemRow item = expired(hold);
            units += item == null ? 0 : item.backordered(key);
        }
        return units;
    }

    /** Takes out the item that expired first, and hands it over. There must be one. */
    void takeOldest(StockKey key, ExpiredItem taker) {
        Hold hold = Objects.requireNonNull(byCounter.get(key)).remove();
        CartItemRow item = expired(hold);
        if (item != null) {
            taker.take(hold.cart, item);
        }
    }

    /** Takes an expired item out of its cart. */
    interface ExpiredItem {
        void take(LockedCart cart, CartItemRow item);
    }

    // An earlier command of the list may have taken, renewed or removed it.
    private @Nullable CartItemRow expired(Hold hold) {
        CartItemRow item = hold.cart.items().get(hold.itemId);
        return item != null && item.isExpired(now) ? item : null;
    }
}
