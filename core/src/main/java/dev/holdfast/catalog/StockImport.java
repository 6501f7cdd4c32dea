package dev.holdfast.catalog;

import dev.holdfast.inventory.SupplyChange;
import org.jspecify.annotations.Nullable;

/**
 * The stock of an imported variant at one location.
 *
 * @param stockQuantity the units on hand, recorded as received if the variant is new; the stock of an existing variant is
 *     not changed, and a difference is listed in {@link ImportResult#stockDifferences()}; null if not known
 * @param supply how the variant is sold from there, set if the variant is new; for an existing variant a difference is
 *     listed in {@link ImportResult#supplyDifferences()}
 */
public record StockImport(@Nullable Integer stockQuantity, SupplyChange supply) {
    /** Nothing is known of the stock. */
    public static final StockImport NONE = new StockImport(null, SupplyChange.NONE);

    /** Units on hand, or null; how they are sold is kept. */
    public static StockImport of(@Nullable Integer stockQuantity) {
        return new StockImport(stockQuantity, SupplyChange.NONE);
    }
}
