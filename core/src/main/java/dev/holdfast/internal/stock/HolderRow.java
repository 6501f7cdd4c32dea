package dev.holdfast.internal.stock;

/** A cart that held units of a counter. */
public record HolderRow(long cartId, int units) {}
