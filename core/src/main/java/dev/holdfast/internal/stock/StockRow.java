package dev.holdfast.internal.stock;

import dev.holdfast.Limits;
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
     * @param preorder takes the place of the backorder limit until its time; null for none
     * @param tracked whether units are counted; otherwise there are always as many as a counter can count
     */
    public record Supply(
            int safetyStock, int backorderLimit, @Nullable PreorderRow preorder, boolean tracked) {
        /** Every unit that is on hand, and no more. */
        public static final Supply PLAIN = new Supply(0, 0, null, true);

        /** Units that may be sold beyond those on hand. */
        int limit(Instant now) {
            return preorder != null && preorder.isInForce(now) ? preorder.limit() : backorderLimit;
        }
    }

    private final StockKey key;
    private final Supply supply;
    private final long loadedVersion;
    private final boolean loadedHeld;
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
        this.loadedHeld = reservedQuantity > 0;
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

    /** Whether something held units when it was read, which may have expired. */
    public boolean mayHaveExpired() {
        return loadedHeld;
    }

    /** Units of them that are not on hand: carts hold them, or orders wait for them. */
    public int backorderedQuantity() {
        return backorderedQuantity;
    }

    /** Whether its units are counted. Those that are not are held and sold, and never change what is on hand. */
    public boolean isTracked() {
        return supply.tracked();
    }

    /** Moves units of an order that are not counted, so that what is on hand stays as it is; nothing where they are. */
    public void moveIfUncounted(int units, long orderId, @Nullable String actor, Instant at) {
        if (!isTracked()) {
            move(Movement.uncounted(units, orderId), actor, at);
        }
    }

    /** Units that there are to hold and to sell. */
    private int there() {
        return supply.tracked() ? stockQuantity : Limits.STOCK;
    }

    /**
     * Units on hand that nothing holds, not even an expired item. What is held of units that are not counted holds none of
     * those on hand.
     */
    public int free() {
        return supply.tracked() ? stockQuantity - (reservedQuantity - backorderedQuantity) : stockQuantity;
    }

    /** Whether there are enough units for all who were promised some, so that nobody waits. */
    public boolean isEnough() {
        return there() >= reservedQuantity;
    }

    /**
     * Units on hand that a buyer can have without taking any from expired items. Those who were promised units that are
     * not on hand come first. Negative where units are short, or safety stock is held.
     */
    public int forSale() {
        return there() - reservedQuantity - supply.safetyStock();
    }

    /** How many units on hand are missing for a buyer who wants so many, or with none for those who wait for units. */
    public int shortOf(int wanted) {
        return wanted == 0 && backorderedQuantity == 0 ? 0 : Math.max(0, wanted - forSale());
    }

    /**
     * How many units more may be sold that are not on hand; negative after the limit was lowered, or a preorder has ended.
     * Units of the safety stock that are missing count against the limit: what comes in makes up for them first.
     *
     * @param onHand units of those on hand that would be free as well
     * @param backordered units of those that are not on hand that would no longer be held
     */
    public long backorderRoom(long onHand, long backordered, Instant now) {
        long missing = supply.safetyStock() - (there() - (reservedQuantity - backorderedQuantity) + onHand);
        return supply.limit(now) - (backorderedQuantity - backordered) - Math.max(0, missing);
    }

    /** When units that are not on hand are there if they are sold now; null if nobody knows. */
    public @Nullable Instant availableAt(Instant now) {
        return supply.preorder() != null && supply.preorder().isInForce(now)
                ? supply.preorder().availableAt()
                : null;
    }

    /** Units that buyers could have if none were held. */
    public int capacity(Instant now) {
        return (int) Math.min(Limits.STOCK, Math.max(0, (long) there() - supply.safetyStock() + supply.limit(now)));
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
     * <p>Whether it has become low is told by two rows of the ledger that follow each other: at each, {@code stock_after -
     * reserved_after} less the safety stock is what can be sold from hand, and it passes from above the reorder point to at
     * or below it, or back. The safety stock and the reorder point are those in force; a change of either passes it without a
     * row. A reservation that has expired passes it when the ledger records that, which may be later.
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
        if (backordered < 0
                || reserved < backordered
                || reserved - backordered > (supply.tracked() ? stock : Limits.STOCK)
                || stock < 0) {
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
