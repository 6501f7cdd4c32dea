package dev.holdfast.internal.stock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code stock_ledger}. */
public record LedgerRow(
        StockKey key,
        long version,
        String kind,
        int stockDelta,
        int reservedDelta,
        int stockAfter,
        int reservedAfter,
        @Nullable String reason,
        @Nullable String reference,
        @Nullable Long cartId,
        @Nullable Long orderId,
        Instant at) {}
