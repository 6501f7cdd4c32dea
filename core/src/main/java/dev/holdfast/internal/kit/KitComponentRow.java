package dev.holdfast.internal.kit;

/** A row of {@code kit_components}, with the SKU of one of both. */
public record KitComponentRow(long kitId, long variantId, String sku, int quantity) {}
