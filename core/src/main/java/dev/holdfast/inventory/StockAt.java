package dev.holdfast.inventory;

import java.time.Instant;
import java.util.List;

/**
 * A stock counter as it stood at a moment, by the ledger.
 *
 * @param variantId the variant
 * @param locationId where; 1 is the default location
 * @param at the moment
 * @param version the last entry of the ledger by then, 0 when there was none
 * @param stockQuantity units on hand
 * @param reservedQuantity units of them that carts held; those of an expired reservation count until they were taken
 *     back, which the ledger has and {@link StockLevel} does not wait for
 * @param holders the carts that held them, those with the most units first, at most {@value #MAX_HOLDERS}
 */
public record StockAt(
        long variantId,
        int locationId,
        Instant at,
        long version,
        int stockQuantity,
        int reservedQuantity,
        List<Holder> holders) {
    /** The most carts that are named. */
    public static final int MAX_HOLDERS = 1_000;

    /** Copies the list. */
    public StockAt {
        holders = List.copyOf(holders);
    }

    /**
     * A cart that held units.
     *
     * @param cartId the cart
     * @param quantity how many
     */
    public record Holder(long cartId, int quantity) {}
}
