package dev.holdfast.internal.kit;

/** A variant and its SKU. */
public record NamedVariant(long id, String sku) {}
