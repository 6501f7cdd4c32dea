package dev.holdfast.internal.stock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A locked row of {@code stock}, and what was moved since. Every change of it leaves a ledger row. Not thread-safe. */
public final class StockRow {
    /**
     * How a counter is sold.
     *
     * @param safetyStock units that new reservations leave where they are
     * @param backorderLimit units that may be sold beyond those on hand
     */
    public record Supply(int safetyStock, int backorderLimit) {
        /** Every unit that is on hand, and no more. */
        public static final Supply PLAIN = new Supply(0, 0);
    }

    private final StockKey key;
    private final Supply supply;
    private final long loadedVersion;
    private final List<LedgerRow> movements = new ArrayList<>();
    private long version;
    private int stockQuantity;
    private int reservedQuantity;
    private int backorderedQuantity;

    /** As it was read. */
    public StockRow(
            StockKey key,
            Supply supply,
            int stockQuantity,
            int reservedQuantity,
            int backorderedQuantity,
            long version) {
        this.key = key;
        this.supply = supply;
        this.stockQuantity = stockQuantity;
        this.reservedQuantity = reservedQuantity;
        this.backorderedQuantity = backorderedQuantity;
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

    /** Units held, including those of expired items that nobody has taken away, and those that are not on hand. */
    public int reservedQuantity() {
        return reservedQuantity;
    }

    /** Units of them that are not on hand: carts hold them, or orders wait for them. */
    public int backorderedQuantity() {
        return backorderedQuantity;
    }

    /** Units on hand that nothing holds, not even an expired item. */
    public int free() {
        return stockQuantity - (reservedQuantity - backorderedQuantity);
    }

    /**
     * Units on hand that a buyer can have without taking any from expired items. Those who were promised units that are
     * not on hand come first. Negative where units are short, or safety stock is held.
     */
    public int forSale() {
        return stockQuantity - reservedQuantity - supply.safetyStock();
    }

    /** How many units on hand are missing for a buyer who wants so many, or with none for those who wait for units. */
    public int shortOf(int wanted) {
        return wanted == 0 && backorderedQuantity == 0 ? 0 : Math.max(0, wanted - forSale());
    }

    /** How many units more may be sold that are not on hand; negative after the limit was lowered. */
    public int backorderRoom() {
        return supply.backorderLimit() - backorderedQuantity;
    }

    /** Units that buyers could have if none were held. */
    public int capacity() {
        return Math.max(0, stockQuantity - supply.safetyStock()) + supply.backorderLimit();
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
        return move(movement, 0, actor, now);
    }

    /**
     * Changes the counter.
     *
     * @param backorderedDelta how many more units are held that are not on hand, or fewer when negative
     */
    public LedgerRow move(Movement movement, int backorderedDelta, @Nullable String actor, Instant now) {
        int stock = Math.addExact(stockQuantity, movement.stockDelta());
        int reserved = Math.addExact(reservedQuantity, movement.reservedDelta());
        int backordered = Math.addExact(backorderedQuantity, backorderedDelta);
        if (backordered < 0 || reserved < backordered || reserved - backordered > stock) {
            throw new IllegalStateException(key + " would hold " + (reserved - backordered) + " of " + stock + ", and "
                    + backordered + " more");
        }
        stockQuantity = stock;
        reservedQuantity = reserved;
        backorderedQuantity = backordered;
        LedgerRow entry = new LedgerRow(key, ++version, movement, stock, reserved, backordered, actor, now);
        movements.add(entry);
        return entry;
    }
}
