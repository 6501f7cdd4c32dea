package dev.holdfast.cli.products;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.catalog.ImportResult;
import dev.holdfast.catalog.ImportResult.StockDifference;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.server.database.ShopDatabase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports the products of a file into a shop, in one transaction or, to keep going after mistakes, in batches. Keeps
 * every SKU and its line in memory, and otherwise one batch. Used once, by one thread.
 */
public final class ProductImporter {
    private static final int BATCH = 1_000;
    private static final String REASON = "import";

    private final ShopDatabase database;
    private final Options options;
    private final Consumer<Mistake> report;
    private final IntConsumer progress;
    private final Map<String, Long> lines = new HashMap<>();
    private final List<StockDifference> differences = new ArrayList<>();
    private final ImportSummary.Counts counts = new ImportSummary.Counts();

    /**
     * Options.
     *
     * @param dryRun import everything, and roll it back
     * @param keepGoing import the products without mistakes, in batches, even if others have some
     * @param setStock set the stock of existing variants to that of the file
     */
    public record Options(boolean dryRun, boolean keepGoing, boolean setStock) {}

    /**
     * An importer.
     *
     * @param report is given each mistake; they are in the order of the file within a batch
     * @param progress is given the number of variants so far after each batch
     */
    public ProductImporter(ShopDatabase database, Options options, Consumer<Mistake> report, IntConsumer progress) {
        this.database = database;
        this.options = options;
        this.report = report;
        this.progress = progress;
    }

    /** Reports a mistake that the reader found. */
    public void tell(Mistake mistake) {
        counts.mistakes++;
        report.accept(mistake);
    }

    /**
     * Imports a file to its end.
     *
     * @throws dev.holdfast.HoldfastException if the file or the database fails; nothing was written unless
     *     {@code keepGoing} is set
     */
    public ImportSummary run(ProductReader reader) {
        boolean written;
        if (options.keepGoing() && !options.dryRun()) {
            Holdfast shop = database.shop();
            importAll(reader, shop);
            adjust(reader, shop);
            written = true;
        } else {
            written = database.transaction(
                    joined -> {
                        importAll(reader, joined);
                        if (counts.mistakes == 0 && !options.dryRun()) {
                            adjust(reader, joined);
                        }
                        return counts.mistakes == 0 && !options.dryRun();
                    },
                    "run the import again, which changes nothing twice");
        }
        return counts.summary(written, options.dryRun(), differences.size());
    }

    private void importAll(ProductReader reader, Holdfast into) {
        List<Piece> batch = new ArrayList<>();
        Set<String> handles = new HashSet<>();
        int variants = 0;
        for (Piece piece = reader.read(); piece != null; piece = reader.read()) {
            int more = piece.variantLines().size();
            if (variants + more > BATCH
                    || batch.size() == BATCH
                    || handles.contains(piece.product().handle())) {
                write(batch, into);
                batch.clear();
                handles.clear();
                variants = 0;
            }
            counts.variants += more;
            // The shop need not check what is known to be wrong, but the file is read to its end to report every
            // mistake.
            if (!hasDuplicates(piece, reader) && !piece.wrong()) {
                batch.add(piece);
                handles.add(piece.product().handle());
                variants += more;
            }
        }
        write(batch, into);
    }

    private boolean hasDuplicates(Piece piece, ProductReader reader) {
        int before = counts.mistakes;
        for (int i = 0; i < piece.variantLines().size(); i++) {
            String sku = piece.product().variants().get(i).sku();
            Long earlier = lines.putIfAbsent(sku, piece.variantLines().get(i));
            if (earlier != null) {
                tell(reader.mistake(
                        piece.variantLines().get(i),
                        Field.SKU,
                        Row.shown(sku) + " is also the SKU of line " + earlier));
            }
        }
        return counts.mistakes > before;
    }

    /** Writes a batch. Products that the shop refuses are reported and left out. */
    private void write(List<Piece> batch, Holdfast into) {
        List<Piece> left = batch;
        while (!left.isEmpty()) {
            try {
                count(into.catalog()
                        .importProducts(left.stream().map(Piece::product).toList(), REASON));
                break;
            } catch (InvalidInputException e) {
                left = withoutWrong(left, e);
            }
        }
        progress.accept(counts.variants);
    }

    private List<Piece> withoutWrong(List<Piece> batch, InvalidInputException refusal) {
        Set<Integer> wrong = new HashSet<>();
        for (InvalidInputException.Error error : refusal.errors()) {
            Integer place = place(error.pointer());
            if (place == null) {
                throw refusal;
            }
            wrong.add(place);
            tell(batch.get(place).locate(error.pointer().substring(1), error.detail()));
        }
        List<Piece> right = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (!wrong.contains(i)) {
                right.add(batch.get(i));
            }
        }
        return right;
    }

    private static @Nullable Integer place(String pointer) {
        String[] steps = pointer.split("/", 3);
        return steps.length == 3 && steps[1].matches("[0-9]{1,9}") ? Integer.valueOf(steps[1]) : null;
    }

    private void count(ImportResult result) {
        counts.add(result);
        differences.addAll(result.stockDifferences());
    }

    /** Records the stock differences, in the order in which all commands lock stock. */
    private void adjust(ProductReader reader, Holdfast into) {
        if (!options.setStock()) {
            return;
        }
        differences.sort(Comparator.comparingLong(StockDifference::variantId));
        for (StockDifference difference : differences) {
            try {
                into.inventory()
                        .adjust(difference.variantId(), difference.wanted() - difference.onHand(), REASON, null);
                counts.stockAdjusted++;
            } catch (InsufficientStockException e) {
                tell(reader.mistake(
                        lines.getOrDefault(difference.sku(), 1L),
                        Field.STOCK_QUANTITY,
                        difference.wanted() + " is less than carts hold of " + Row.shown(difference.sku())));
            }
        }
    }
}
