package dev.holdfast.cli.products;

import dev.holdfast.catalog.ImportResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The result of an import.
 *
 * @param written whether anything in the shop was changed; if not, the numbers are what would have been written
 * @param unitsReceived units of the new variants
 * @param stockDifferences stock levels of existing variants that differ from the file
 * @param stockAdjusted those of them that were set to those of the file
 * @param supplyChanged stock levels of existing variants whose safety stock or backorder limit was changed
 * @param kitsChanged variants whose components were changed
 * @param errors mistakes in the file
 * @param skusGenerated variants of the file whose SKU is made from the handle and the options
 * @param withoutStock new variants whose stock is not in the file
 * @param policyContinue variants that can be bought without stock, without a limit in the other shop
 * @param untracked variants whose stock is not counted
 * @param negativeStock variants with negative stock
 * @param incoming stock levels with units that were on their way
 * @param unlisted products that were in no list
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
        long supplyChanged,
        long kitsChanged,
        long errors,
        long skusGenerated,
        long withoutStock,
        long policyContinue,
        long untracked,
        long negativeStock,
        long incoming,
        long unlisted) {

    /** Sentences on what is sold differently than in the shop that the file is from. */
    public List<String> remarks() {
        List<String> sentences = new ArrayList<>();
        add(sentences, Remark.POLICY_CONTINUE, policyContinue);
        add(sentences, Remark.UNTRACKED, untracked);
        add(sentences, Remark.NEGATIVE_STOCK, negativeStock);
        add(sentences, Remark.INCOMING, incoming);
        add(sentences, Remark.WITHOUT_STOCK, withoutStock);
        add(sentences, Remark.UNLISTED, unlisted);
        return sentences;
    }

    private static void add(List<String> sentences, Remark remark, long count) {
        if (count > 0) {
            sentences.add(remark.sentence(count));
        }
    }

    /** Counts for a summary. */
    static final class Counts {
        int variants;
        int mistakes;
        long stockAdjusted;
        long supplyChanged;
        long kitsChanged;
        private long productsAdded;
        private long productsChanged;
        private long productsUnchanged;
        private long variantsAdded;
        private long variantsChanged;
        private long variantsUnchanged;
        private long unitsReceived;
        private long withoutStock;
        private long skusGenerated;
        private final Map<Remark, Integer> remarks = new EnumMap<>(Remark.class);

        void add(ImportResult result) {
            productsAdded += result.productsAdded();
            productsChanged += result.productsChanged();
            productsUnchanged += result.productsUnchanged();
            variantsAdded += result.variantsAdded();
            variantsChanged += result.variantsChanged();
            variantsUnchanged += result.variantsUnchanged();
            unitsReceived += result.unitsReceived();
            withoutStock += result.variantsWithoutStock();
        }

        void add(Piece piece) {
            skusGenerated +=
                    piece.origins().stream().filter(Piece.Origin::isSkuMade).count();
            piece.remarks().forEach(remark -> remarks.merge(remark, 1, Integer::sum));
        }

        private long count(Remark remark) {
            return remarks.getOrDefault(remark, 0);
        }

        private boolean isChange() {
            return productsAdded
                            + productsChanged
                            + variantsAdded
                            + variantsChanged
                            + stockAdjusted
                            + supplyChanged
                            + kitsChanged
                    > 0;
        }

        ImportSummary summary(boolean mayWrite, boolean dryRun, long stockDifferences) {
            return new ImportSummary(
                    mayWrite && isChange(),
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
                    supplyChanged,
                    kitsChanged,
                    mistakes,
                    skusGenerated,
                    withoutStock,
                    count(Remark.POLICY_CONTINUE),
                    count(Remark.UNTRACKED),
                    count(Remark.NEGATIVE_STOCK),
                    count(Remark.INCOMING),
                    count(Remark.UNLISTED));
        }
    }
}
