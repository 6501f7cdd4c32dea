package dev.holdfast.internal.work;

import dev.holdfast.internal.stock.StockKey;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a list of commands would have anonymous carts hold more of. Not thread-safe. */
public final class AnonymousDemand {
    final SortedSet<StockKey> stock = new TreeSet<>();
    final SortedSet<Integer> origins = new TreeSet<>();

    /** Wants more units of a counter. */
    public void stock(StockKey key) {
        stock.add(key);
    }

    /** Wants another cart of an origin to hold something. */
    public void origin(int origin) {
        origins.add(origin);
    }
}
