package dev.holdfast.internal.settings;

import org.jspecify.annotations.Nullable;

/**
 * How much may be held, so that nobody can hold a whole shop.
 *
 * @param unitsPerCart units that a cart holds
 * @param itemsPerUser lines that a user holds over all open carts; null for any number
 * @param unitsPerUser units that a user holds over all open carts; null for any number
 */
public record HoldLimits(
        int unitsPerCart,
        @Nullable Integer itemsPerUser,
        @Nullable Integer unitsPerUser) {
    /** Whether what a user holds has to be counted. */
    public boolean ofUsers() {
        return itemsPerUser != null || unitsPerUser != null;
    }
}
