package dev.holdfast.catalog;

import dev.holdfast.inventory.LevelSupply;
import dev.holdfast.inventory.SupplyChange;
import java.util.List;
import java.util.Map;

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
 * @param stockDifferences stock levels of existing variants that differ from the import; they were not changed
 * @param supplyDifferences stock levels of existing variants that are sold differently; they were not changed, see {@link
 *     dev.holdfast.inventory.Inventory#changeSupplies}
 * @param kitDifferences variants that are to consist of something else; they were not changed, because a component may be in
 *     a later list, see {@link dev.holdfast.kit.Kits#changeAll}
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
        List<StockDifference> stockDifferences,
        List<SupplyDifference> supplyDifferences,
        List<KitDifference> kitDifferences) {
    /** Copies the lists. */
    public ImportResult {
        stockDifferences = List.copyOf(stockDifferences);
        supplyDifferences = List.copyOf(supplyDifferences);
        kitDifferences = List.copyOf(kitDifferences);
    }

    /** A result without differences of kits. */
    public ImportResult(
            int productsAdded,
            int productsChanged,
            int productsUnchanged,
            int variantsAdded,
            int variantsChanged,
            int variantsUnchanged,
            long unitsReceived,
            int variantsWithoutStock,
            List<StockDifference> stockDifferences,
            List<SupplyDifference> supplyDifferences) {
        this(
                productsAdded,
                productsChanged,
                productsUnchanged,
                variantsAdded,
                variantsChanged,
                variantsUnchanged,
                unitsReceived,
                variantsWithoutStock,
                stockDifferences,
                supplyDifferences,
                List.of());
    }

    /**
     * A stock level of an existing variant that differs from the import.
     *
     * @param variantId the variant
     * @param sku its SKU
     * @param location the code of the location
     * @param onHand the units on hand at the location
     * @param wanted the units that the import has
     */
    public record StockDifference(long variantId, String sku, String location, int onHand, int wanted) {}

    /**
     * A stock level of an existing variant that is sold differently than the import has it.
     *
     * @param sku the SKU of the variant
     * @param before how it is sold now
     * @param wanted the change that the import has
     */
    public record SupplyDifference(String sku, SupplyChange before, LevelSupply wanted) {}

    /**
     * A variant that consists of something else than the import has it.
     *
     * @param sku its SKU
     * @param before the units of each component now, by SKU; none if the variant is no kit
     * @param wanted those that the import has
     */
    public record KitDifference(String sku, Map<String, Integer> before, Map<String, Integer> wanted) {}
}
