package dev.holdfast.inventory;

/**
 * The stock of a variant at a location, as a buyer sees it.
 *
 * @param variantId the variant
 * @param locationId the location; 1 is the default location
 * @param stockQuantity the units on hand
 * @param reservedQuantity the units of them that carts hold; expired reservations do not count
 */
public record StockLevel(long variantId, int locationId, int stockQuantity, int reservedQuantity) {
    /** The units that the next buyer can have. */
    public int availableQuantity() {
        return stockQuantity - reservedQuantity;
    }
}
