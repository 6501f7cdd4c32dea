package dev.holdfast.internal.cart;

import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;

/** A row of {@code expired_items}, with the names that are shown with it. */
public record ExpiredItemRow(int id, StockKey key, int quantity, Instant expiredAt, String sku, String name) {}
