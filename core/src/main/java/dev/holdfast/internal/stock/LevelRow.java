package dev.holdfast.internal.stock;

/**
 * The stock of a variant at a location as a buyer sees it.
 *
 * @param reservedQuantity without expired reservations, whether or not a sweep has run
 */
public record LevelRow(long variantId, int locationId, int stockQuantity, int reservedQuantity) {}
