package dev.holdfast.transfer;

import org.jspecify.annotations.Nullable;

/**
 * Units to be sent from one location to another.
 *
 * @param variantId the variant
 * @param from the code of the location that they leave
 * @param to the code of another location, which is active
 * @param quantity 1 to {@value dev.holdfast.Limits#STOCK} units that nothing holds
 * @param reference the caller's own document, such as a delivery note; null for none
 * @param status {@link TransferStatus#RECEIVED} for units that arrive at once; {@link TransferStatus#SHIPPED} for units
 *     that are in transit until {@link Transfers#receive}
 */
public record NewTransfer(
        long variantId,
        String from,
        String to,
        int quantity,
        @Nullable String reference,
        TransferStatus status) {
    /** Units that arrive at once, without a document. */
    public static NewTransfer of(long variantId, String from, String to, int quantity) {
        return new NewTransfer(variantId, from, to, quantity, null, TransferStatus.RECEIVED);
    }

    /** Units that are in transit until they are received, without a document. */
    public static NewTransfer shipped(long variantId, String from, String to, int quantity) {
        return new NewTransfer(variantId, from, to, quantity, null, TransferStatus.SHIPPED);
    }
}
