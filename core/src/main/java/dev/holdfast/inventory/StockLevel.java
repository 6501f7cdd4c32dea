package dev.holdfast.inventory;

/**
 * A stock counter as a buyer sees it.
 *
 * @param variantId the variant
 * @param locationId where; 1 is the default location
 * @param stockQuantity units on hand
 * @param reservedQuantity units of them that carts hold now; what has expired does not count
 */
public record StockLevel(long variantId, int locationId, int stockQuantity, int reservedQuantity) {
    /** Units that the next buyer can have. */
    public int availableQuantity() {
        return stockQuantity - reservedQuantity;
    }
}
