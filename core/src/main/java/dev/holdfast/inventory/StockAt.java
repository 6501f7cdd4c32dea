package dev.holdfast.inventory;

import java.time.Instant;
import java.util.List;

/**
 * The stock of a variant at a location at a past moment, by the ledger.
 *
 * @param variantId the variant
 * @param locationId the location; 1 is the default location
 * @param location the code of the location
 * @param at the moment
 * @param version the version of the last entry by then, 0 if there was none
 * @param stockQuantity the units on hand
 * @param reservedQuantity the units that carts held or orders waited for, on hand or not; unlike in a {@link StockLevel}, an
 *     expired reservation counts until the ledger records that it was taken away
 * @param backorderedQuantity the units of those that were not on hand
 * @param holders the carts that held them, those with the most units first, at most {@value #MAX_HOLDERS}
 */
public record StockAt(
        long variantId,
        int locationId,
        String location,
        Instant at,
        long version,
        int stockQuantity,
        int reservedQuantity,
        int backorderedQuantity,
        List<Holder> holders) {
    /** The most carts that are listed. */
    public static final int MAX_HOLDERS = 1_000;

    /** Copies the list. */
    public StockAt {
        holders = List.copyOf(holders);
    }

    /**
     * A cart that held units.
     *
     * @param cartId the cart
     * @param quantity the units that it held
     */
    public record Holder(long cartId, int quantity) {}
}
