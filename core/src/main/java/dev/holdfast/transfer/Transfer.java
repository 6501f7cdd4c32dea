package dev.holdfast.transfer;

import dev.holdfast.internal.transfer.TransferRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Units of a variant that left one location for another.
 *
 * @param id identifies it; the ledger names it with the movements at both locations
 * @param variantId the variant
 * @param from the code of the location that they left
 * @param to the code of the location that they go to
 * @param quantity the units that were sent
 * @param receivedQuantity the units of them that were received
 * @param lostQuantity the units of them that were lost on the way
 * @param inTransitQuantity the units of them that are at neither location, and that nobody can buy
 * @param status how far they have come
 * @param reference the caller's own document; null if none was given
 * @param actor who sent them, see {@link dev.holdfast.Holdfast#as}; null if nobody was named
 * @param shippedAt when they left
 * @param receivedAt when the last of them were received or found to be lost; null before the first
 */
public record Transfer(
        long id,
        long variantId,
        String from,
        String to,
        int quantity,
        int receivedQuantity,
        int lostQuantity,
        int inTransitQuantity,
        TransferStatus status,
        @Nullable String reference,
        @Nullable String actor,
        Instant shippedAt,
        @Nullable Instant receivedAt) {
    static Transfer of(TransferRow row) {
        return new Transfer(
                row.id(),
                row.variantId(),
                row.fromCode(),
                row.toCode(),
                row.quantity(),
                row.receivedQuantity(),
                row.lostQuantity(),
                row.inTransit(),
                TransferStatus.of(row.status()),
                row.reference(),
                row.actor(),
                row.shippedAt(),
                row.receivedAt());
    }
}
