package dev.holdfast.internal.stock;

import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code stock_ledger}: a movement, and what the counter was afterwards.
 *
 * @param version the counter's, which rises by one with each movement
 * @param backorderedAfter units of those held that were not on hand
 * @param actor who moved it; null if nobody was named, and for what expired
 */
public record LedgerRow(
        @Nested StockKey key,
        long version,
        @Nested Movement movement,
        int stockAfter,
        int reservedAfter,
        int backorderedAfter,
        @Nullable String actor,
        Instant at) {

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

    /** See {@link Movement}. */
    public @Nullable String reason() {
        return movement.reason();
    }

    /** See {@link Movement}. */
    public @Nullable Long transferId() {
        return movement.transferId();
    }

    /** See {@link Movement}. */
    public @Nullable Integer heldAfter() {
        return movement.heldAfter();
    }

    /** See {@link Movement}. */
    public @Nullable String reference() {
        return movement.reference();
    }
}
