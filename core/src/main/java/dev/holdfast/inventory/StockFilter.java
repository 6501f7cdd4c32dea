package dev.holdfast.inventory;

import java.util.List;

/**
 * Selects stock levels; what is empty accepts any value.
 *
 * @param variantIds the variants, at most {@value dev.holdfast.Limits#FILTER_VALUES}
 * @param skus their exact SKUs, at most {@value dev.holdfast.Limits#FILTER_VALUES}
 * @param locations the codes of the locations that count, at most {@value dev.holdfast.Limits#FILTER_VALUES}
 */
public record StockFilter(List<Long> variantIds, List<String> skus, List<String> locations) {
    /** Copies the lists. */
    public StockFilter {
        variantIds = List.copyOf(variantIds);
        skus = List.copyOf(skus);
        locations = List.copyOf(locations);
    }

    /** All variants, at all locations. */
    public static StockFilter all() {
        return new StockFilter(List.of(), List.of(), List.of());
    }
}
