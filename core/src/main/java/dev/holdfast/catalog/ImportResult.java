package dev.holdfast.catalog;

import java.util.List;

/**
 * The result of an import.
 *
 * @param productsAdded the number of products added
 * @param productsChanged the number of products changed
 * @param productsUnchanged the number of products that were already the same
 * @param variantsAdded the number of variants added
 * @param variantsChanged the number of variants changed
 * @param variantsUnchanged the number of variants that were already the same, apart from their stock
 * @param unitsReceived the units of the variants added
 * @param variantsWithoutStock the number of variants added whose units on hand the import did not say; they have none
 * @param stockDifferences existing variants whose stock differs from the import; it was not changed
 */
public record ImportResult(
        int productsAdded,
        int productsChanged,
        int productsUnchanged,
        int variantsAdded,
        int variantsChanged,
        int variantsUnchanged,
        long unitsReceived,
        int variantsWithoutStock,
        List<StockDifference> stockDifferences) {
    /** Copies the list. */
    public ImportResult {
        stockDifferences = List.copyOf(stockDifferences);
    }

    /**
     * An existing variant whose stock differs from the import.
     *
     * @param variantId the variant
     * @param sku its SKU
     * @param onHand the units on hand at the location
     * @param wanted the units that the import has
     */
    public record StockDifference(long variantId, String sku, int onHand, int wanted) {}
}
