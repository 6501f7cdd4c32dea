package dev.holdfast.internal.stock;

/**
 * A row of {@code backorders}: units of an item of an order that wait for stock.
 *
 * @param orderId negative until the order has its id
 * @param quantity at least 1
 */
public record BackorderRow(long orderId, int itemId, StockKey key, int quantity) {}
