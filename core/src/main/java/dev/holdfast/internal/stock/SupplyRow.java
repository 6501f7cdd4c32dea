package dev.holdfast.internal.stock;

/** How a counter is sold. */
public record SupplyRow(long variantId, int locationId, int safetyStock, int backorderLimit, int backorderedQuantity) {}
