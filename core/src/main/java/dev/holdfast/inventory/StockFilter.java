package dev.holdfast.inventory;

import java.util.List;

/**
 * Selects stock levels; what is empty accepts any value.
 *
 * @param variantIds the variants, at most {@value dev.holdfast.Limits#FILTER_VALUES}
 * @param skus their exact SKUs, at most {@value dev.holdfast.Limits#FILTER_VALUES}
 * @param locations the codes of the locations that count, at most {@value dev.holdfast.Limits#FILTER_VALUES}
 * @param low whether only stock levels count that are at or below their reorder point
 */
public record StockFilter(List<Long> variantIds, List<String> skus, List<String> locations, boolean low) {
    /** Copies the lists. */
    public StockFilter {
        variantIds = List.copyOf(variantIds);
        skus = List.copyOf(skus);
        locations = List.copyOf(locations);
    }

    /** Stock levels whatever their reorder points. */
    public StockFilter(List<Long> variantIds, List<String> skus, List<String> locations) {
        this(variantIds, skus, locations, false);
    }

    /** The same, but only what is at or below its reorder point. */
    public StockFilter onlyLow() {
        return new StockFilter(variantIds, skus, locations, true);
    }

    /** All variants, at all locations. */
    public static StockFilter all() {
        return new StockFilter(List.of(), List.of(), List.of());
    }
}
