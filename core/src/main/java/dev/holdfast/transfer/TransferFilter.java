package dev.holdfast.transfer;

import org.jspecify.annotations.Nullable;

/**
 * Selects transfers; null accepts any value.
 *
 * @param status how far they have come
 * @param variantId the variant
 * @param location the code of the location that they left or go to
 * @param reference the caller's own document
 */
public record TransferFilter(
        @Nullable TransferStatus status,
        @Nullable Long variantId,
        @Nullable String location,
        @Nullable String reference) {
    /** All transfers. */
    public static TransferFilter all() {
        return new TransferFilter(null, null, null, null);
    }
}
