package dev.holdfast.internal.stock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A locked row of {@code stock}, and what was moved since. Every change of it leaves a ledger row. Not thread-safe. */
public final class StockRow {
    private final StockKey key;
    private final long loadedVersion;
    private final List<LedgerRow> movements = new ArrayList<>();
    private long version;
    private int stockQuantity;
    private int reservedQuantity;

    /** As it was read. */
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

    /** Units held, including those of expired items that nobody has taken away. */
    public int reservedQuantity() {
        return reservedQuantity;
    }

    /** Units that nothing holds, not even an expired item. */
    public int free() {
        return stockQuantity - reservedQuantity;
    }

    long version() {
        return version;
    }

    long loadedVersion() {
        return loadedVersion;
    }

    /** The movements since it was loaded, oldest first. */
    public List<LedgerRow> movements() {
        return movements;
    }

    /**
     * Changes the counter.
     *
     * @param actor who moves it; null if nobody was named, and for what expires
     * @return the movement as the ledger keeps it
     * @throws IllegalStateException if more units would be held than there are, or fewer than none
     */
    public LedgerRow move(Movement movement, @Nullable String actor, Instant now) {
        int stock = Math.addExact(stockQuantity, movement.stockDelta());
        int reserved = Math.addExact(reservedQuantity, movement.reservedDelta());
        if (reserved < 0 || reserved > stock) {
            throw new IllegalStateException(key + " would hold " + reserved + " of " + stock);
        }
        stockQuantity = stock;
        reservedQuantity = reserved;
        LedgerRow entry = new LedgerRow(key, ++version, movement, stock, reserved, actor, now);
        movements.add(entry);
        return entry;
    }
}
