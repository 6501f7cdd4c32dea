package dev.holdfast.internal.stock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code stock_ledger}: a movement, and what the counter was afterwards.
 *
 * @param version the counter's, which rises by one with each movement
 */
public record LedgerRow(StockKey key, long version, Movement movement, int stockAfter, int reservedAfter, Instant at) {

    /** See {@link Movement}. */
    public String kind() {
        return movement.kind();
    }

    /** See {@link Movement}. */
    public int stockDelta() {
        return movement.stockDelta();
    }

    /** See {@link Movement}. */
    public int reservedDelta() {
        return movement.reservedDelta();
    }

    /** See {@link Movement}. */
    public @Nullable Long cartId() {
        return movement.cartId();
    }

    /** See {@link Movement}. */
    public @Nullable Long orderId() {
        return movement.orderId();
    }

    @Nullable
    /** See {@link Movement}. */
    public String reason() {
        return movement.reason();
    }

    @Nullable
    /** See {@link Movement}. */
    public String reference() {
        return movement.reference();
    }
}
