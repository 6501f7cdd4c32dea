package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.AnonymousHolds;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartsTable;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.settings.AnonymousLimits;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What anonymous carts hold, as decided so far. Not thread-safe. */
public final class AnonymousCarts {
    private final CartsTable carts;
    private final Instant now;
    private final Set<StockKey> counted = new HashSet<>();
    private final Map<StockKey, Long> unitsElsewhere = new HashMap<>();
    private final Map<Integer, Long> cartsElsewhere = new HashMap<>();

    AnonymousCarts(CartsTable carts, Instant now) {
        this.carts = carts;
        this.now = now;
    }

    void add(Set<StockKey> keys, AnonymousHolds.Held held) {
        counted.addAll(keys);
        unitsElsewhere.putAll(held.units());
        cartsElsewhere.putAll(held.carts());
    }

    /**
     * How many units more anonymous carts can hold of counters; negative if they hold too many already. As long as all
     * reserved units are fewer than their share, it need not be known whose they are.
     */
    public long room(List<StockRow> counters, AnonymousLimits limits) {
        long capacity = 0;
        long held = 0;
        for (StockRow row : counters) {
            capacity += row.capacity(now);
            held += counted.contains(row.key()) ? units(row.key()) : row.reservedQuantity();
        }
        return limits.shareOf(capacity) - held;
    }

    /** Whether {@link #room} is exact, and not only the least that there is. */
    public boolean areCounted(List<StockRow> counters) {
        return counters.stream().allMatch(row -> counted.contains(row.key()));
    }

    private long units(StockKey key) {
        long units = unitsElsewhere.getOrDefault(key, 0L);
        for (LockedCart cart : carts.rows()) {
            if (cart.isWhole() && cart.head().anonymousOrigin() != null) {
                for (CartItemRow item : cart.items().values()) {
                    if (!item.isExpired(now)) {
                        units += item.quantity(key);
                    }
                }
            }
        }
        return units;
    }

    /**
     * How many anonymous carts of an origin hold something.
     *
     * @throws TryAgain if somebody else is changing it
     */
    public long holding(int origin) {
        Long elsewhere = cartsElsewhere.get(origin);
        if (elsewhere == null) {
            throw new ShortageMayPass(origin);
        }
        long holding = elsewhere;
        for (LockedCart cart : carts.rows()) {
            if (cart.isWhole()
                    && Integer.valueOf(origin).equals(cart.head().anonymousOrigin())
                    && cart.held(now).items() > 0) {
                holding++;
            }
        }
        return holding;
    }
}
