package dev.holdfast.internal.event;

import dev.holdfast.internal.audit.AuditRow;
import dev.holdfast.internal.stock.LedgerRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the stream, wherever it is kept. One row can be more than one event. */
public sealed interface StreamRow {
    /** Its place in the stream. */
    long number();

    /** When it happened. */
    Instant at();

    /**
     * A movement of stock.
     *
     * @param safetyStock units that new reservations leave where they are, as of now
     * @param reorderPoint as of now; null for none
     * @param tracked whether units are counted, as of now
     */
    record Moved(
            long number,
            LedgerRow movement,
            int safetyStock,
            @Nullable Integer reorderPoint,
            boolean tracked) implements StreamRow {
        @Override
        public Instant at() {
            return movement.at();
        }
    }

    /**
     * An order was placed.
     *
     * @param ofWholeCart whether the cart was checked out with it
     */
    record Placed(long number, Instant at, @Nullable String actor, long orderId, long cartId, boolean ofWholeCart)
            implements StreamRow {}

    /** An entry of the audit log. */
    record Changed(long number, AuditRow entry) implements StreamRow {
        @Override
        public Instant at() {
            return entry.at();
        }
    }

    /** A row of {@code events}. */
    record Written(long number, Instant at, EventRow row) implements StreamRow {}
}
