package dev.holdfast.internal.stock;

import dev.holdfast.internal.cart.LockedCart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A locked row of {@code stock}, and what can be had beyond it. Not thread-safe. */
public final class StockRow {
    /** A line that has expired, in a cart that is locked. */
    public record Reclaimable(LockedCart cart, int itemId) {}

    private final StockKey key;
    private final long loadedVersion;
    private final Deque<Reclaimable> reclaimable = new ArrayDeque<>();
    private final List<LedgerRow> movements = new ArrayList<>();
    private long version;
    private int stockQuantity;
    private int reservedQuantity;
    private long skippedUnits;

    public StockRow(StockKey key, int stockQuantity, int reservedQuantity, long version) {
        this.key = key;
        this.stockQuantity = stockQuantity;
        this.reservedQuantity = reservedQuantity;
        this.version = version;
        this.loadedVersion = version;
    }

    /** Which counter it is. */
    public StockKey key() {
        return key;
    }

    /** Units on hand. */
    public int stockQuantity() {
        return stockQuantity;
    }

    /** Units held, those of expired lines that nobody took away included. */
    public int reservedQuantity() {
        return reservedQuantity;
    }

    /** Units that nothing holds, not even an expired line. */
    public int free() {
        return stockQuantity - reservedQuantity;
    }

    public long version() {
        return version;
    }

    public long loadedVersion() {
        return loadedVersion;
    }

    public Deque<Reclaimable> reclaimable() {
        return reclaimable;
    }

    /** Units of expired lines whose carts somebody else has locked. */
    public long skippedUnits() {
        return skippedUnits;
    }

    public void skippedUnits(long units) {
        skippedUnits = units;
    }

    public List<LedgerRow> movements() {
        return movements;
    }

    public long nextVersion() {
        return ++version;
    }

    public void move(int stockDelta, int reservedDelta) {
        stockQuantity = Math.addExact(stockQuantity, stockDelta);
        reservedQuantity = Math.addExact(reservedQuantity, reservedDelta);
        if (reservedQuantity < 0 || reservedQuantity > stockQuantity) {
            throw new IllegalStateException(key + " would hold " + reservedQuantity + " of " + stockQuantity);
        }
    }
}
