package dev.holdfast.internal.sweep;

import dev.holdfast.internal.stock.StockKey;
import org.jdbi.v3.core.mapper.Nested;

/**
 * An item of a cart whose reservation has expired.
 *
 * @param reservedUntil in the database's own notation, which is exact
 */
public record SweptItem(@Nested StockKey key, String reservedUntil, long cartId, int id) {}
