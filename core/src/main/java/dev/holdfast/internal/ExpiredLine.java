package dev.holdfast.internal;

import java.time.Instant;

/** A row of {@code expired_items}, with the names that are shown with it. */
public record ExpiredLine(int id, StockKey key, int quantity, Instant expiredAt, String sku, String name) {}
