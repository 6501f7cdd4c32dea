package dev.holdfast.transfer;

import org.jspecify.annotations.Nullable;

/**
 * What became of units in transit.
 *
 * @param quantity the units that came, 0 or more; null for all that are in transit and not lost
 * @param lostQuantity the units that were lost on the way, 0 or more
 * @param reason why units were lost, in words; null for "lost in transit"
 */
public record TransferReceipt(
        @Nullable Integer quantity,
        int lostQuantity,
        @Nullable String reason) {
    /** All units that are in transit came. */
    public static TransferReceipt all() {
        return new TransferReceipt(null, 0, null);
    }

    /** Some units came; the others are still in transit. */
    public static TransferReceipt of(int quantity) {
        return new TransferReceipt(quantity, 0, null);
    }
}
