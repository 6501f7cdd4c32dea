package dev.holdfast.cli.products;

import dev.holdfast.catalog.ImportResult;

/**
 * What became of a file.
 *
 * @param written whether anything of it is in the shop now; the numbers are what would have been written otherwise
 * @param unitsReceived units of the new variants
 * @param stockDifferences variants that were there with another stock than the file says
 * @param stockAdjusted those of them that were set to what the file says
 * @param errors mistakes in the file
 */
public record ImportSummary(
        boolean written,
        boolean dryRun,
        long productsAdded,
        long productsChanged,
        long productsUnchanged,
        long variantsAdded,
        long variantsChanged,
        long variantsUnchanged,
        long unitsReceived,
        long stockDifferences,
        long stockAdjusted,
        long errors) {

    /** The summary in the making. */
    static final class Counts {
        int variants;
        int mistakes;
        long stockAdjusted;
        private long productsAdded;
        private long productsChanged;
        private long productsUnchanged;
        private long variantsAdded;
        private long variantsChanged;
        private long variantsUnchanged;
        private long unitsReceived;

        void add(ImportResult result) {
            productsAdded += result.productsAdded();
            productsChanged += result.productsChanged();
            productsUnchanged += result.productsUnchanged();
            variantsAdded += result.variantsAdded();
            variantsChanged += result.variantsChanged();
            variantsUnchanged += result.variantsUnchanged();
            unitsReceived += result.unitsReceived();
        }

        ImportSummary summary(boolean written, boolean dryRun, long stockDifferences) {
            return new ImportSummary(
                    written,
                    dryRun,
                    productsAdded,
                    productsChanged,
                    productsUnchanged,
                    variantsAdded,
                    variantsChanged,
                    variantsUnchanged,
                    unitsReceived,
                    stockDifferences,
                    stockAdjusted,
                    mistakes);
        }
    }
}
