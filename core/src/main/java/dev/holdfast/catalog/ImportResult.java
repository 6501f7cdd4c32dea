package dev.holdfast.catalog;

import java.util.List;

/**
 * What an import did.
 *
 * @param productsAdded products that were not there
 * @param productsChanged products that were different
 * @param productsUnchanged products that were there, and the same
 * @param variantsAdded variants that were not there
 * @param variantsChanged variants that were different, their stock aside
 * @param variantsUnchanged variants that were there, and the same
 * @param unitsReceived units of the new variants
 * @param stockDifferences variants that were there with another stock, which was left as it is
 */
public record ImportResult(
        int productsAdded,
        int productsChanged,
        int productsUnchanged,
        int variantsAdded,
        int variantsChanged,
        int variantsUnchanged,
        long unitsReceived,
        List<StockDifference> stockDifferences) {
    /** Copies the list. */
    public ImportResult {
        stockDifferences = List.copyOf(stockDifferences);
    }

    /**
     * A variant whose stock is not what the file says.
     *
     * @param onHand units on hand at the default location
     * @param wanted units that the file says
     */
    public record StockDifference(long variantId, String sku, int onHand, int wanted) {}
}
