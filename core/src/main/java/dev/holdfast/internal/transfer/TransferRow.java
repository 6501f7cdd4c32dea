package dev.holdfast.internal.transfer;

import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code transfers}. Immutable.
 *
 * @param fromCode the code of the location that the units left
 * @param toCode the code of the location that they go to
 * @param lostQuantity units that were lost on the way
 * @param actor who sent them; null if nobody was named
 * @param receivedAt when the last of them were received or found to be lost; null before the first
 */
public record TransferRow(
        long id,
        long variantId,
        int fromLocationId,
        String fromCode,
        int toLocationId,
        String toCode,
        int quantity,
        int receivedQuantity,
        int lostQuantity,
        @Nullable String reference,
        @Nullable String actor,
        Instant shippedAt,
        @Nullable Instant receivedAt) {
    /** Some of its units are on the way. */
    public static final String SHIPPED = "shipped";

    /** None of its units is on the way any more. */
    public static final String RECEIVED = "received";

    /** Units that are at neither location. */
    public int inTransit() {
        return quantity - receivedQuantity - lostQuantity;
    }

    /** One of the words above. */
    public String status() {
        return inTransit() == 0 ? RECEIVED : SHIPPED;
    }

    /** The counter that the units left. */
    public StockKey from() {
        return new StockKey(variantId, fromLocationId);
    }

    /** The counter that they go to. */
    public StockKey to() {
        return new StockKey(variantId, toLocationId);
    }

    /** The same after some more were received or lost. */
    public TransferRow with(int received, int lost, Instant at) {
        return new TransferRow(
                id,
                variantId,
                fromLocationId,
                fromCode,
                toLocationId,
                toCode,
                quantity,
                receivedQuantity + received,
                lostQuantity + lost,
                reference,
                actor,
                shippedAt,
                at);
    }
}
