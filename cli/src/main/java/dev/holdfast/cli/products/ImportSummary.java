package dev.holdfast.cli.products;

import dev.holdfast.catalog.ImportResult;

/**
 * The result of an import.
 *
 * @param written whether the shop was changed; otherwise the numbers are what would have been written
 * @param unitsReceived units of the new variants
 * @param stockDifferences existing variants whose stock differs from the file
 * @param stockAdjusted those of them whose stock was set to that of the file
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

    /** Counts for a summary. */
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
