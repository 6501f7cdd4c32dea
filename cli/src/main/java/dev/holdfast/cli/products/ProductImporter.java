package dev.holdfast.cli.products;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.catalog.ImportResult;
import dev.holdfast.catalog.ProductImport;
import dev.holdfast.server.database.ShopDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports the products of a file into a shop, in one transaction or, to keep going after mistakes, in batches. Keeps
 * every SKU and its line in memory, and otherwise one batch. Used once, by one thread.
 */
public final class ProductImporter {
    private static final int BATCH = 1_000;
    // Descriptions of a batch, which are by far the longest of what it has.
    private static final int MOST_CHARACTERS = 2_000_000;
    private static final String REASON = "import";

    private final ShopDatabase database;
    private final Options options;
    private final Consumer<Mistake> report;
    private final IntConsumer progress;
    private final Skus skus;
    private final BooleanSupplier stop;
    private final LevelDifferences differences;
    private final KitDifferences kits;
    private final ImportSummary.Counts counts = new ImportSummary.Counts();

    /**
     * Options.
     *
     * @param dryRun import everything, and roll it back
     * @param keepGoing import the products without mistakes, in batches, even if others have some
     * @param setStock set the stock of existing variants to that of the file
     * @param generateSkus make SKUs for variants whose SKU is repeated
     * @param location the code of the location of the columns that name none
     */
    public record Options(boolean dryRun, boolean keepGoing, boolean setStock, boolean generateSkus, String location) {}

    /**
     * An importer.
     *
     * @param report is given each mistake; they are in the order of the file within a batch
     * @param progress is given the number of variants so far after each batch
     * @param stop is asked before each product; true ends the import
     */
    public ProductImporter(
            ShopDatabase database,
            Options options,
            Consumer<Mistake> report,
            IntConsumer progress,
            BooleanSupplier stop) {
        this.database = database;
        this.options = options;
        this.skus = new Skus(options.generateSkus());
        this.differences = new LevelDifferences(options.setStock(), counts);
        this.kits = new KitDifferences(counts);
        this.report = report;
        this.progress = progress;
        this.stop = stop;
    }

    /** Reports a mistake that the reader found. */
    public void tell(Mistake mistake) {
        counts.mistakes++;
        report.accept(mistake);
    }

    /**
     * Imports a file to its end, or until it is stopped. What a stopped import has written stays if {@code keepGoing} is
     * set; otherwise nothing is written.
     *
     * @throws dev.holdfast.HoldfastException if the file or the database fails; nothing was written unless
     *     {@code keepGoing} is set
     */
    public ImportSummary run(ProductReader reader) {
        reader.header().checkLocations(options.location(), LocationList.of(database.shop()));
        boolean mayWrite;
        if (options.keepGoing() && !options.dryRun()) {
            Holdfast shop = database.shop();
            importAll(reader, shop);
            if (!stop.getAsBoolean()) {
                setDifferences(shop, reader);
            }
            mayWrite = true;
        } else {
            mayWrite = database.transaction(
                    joined -> {
                        importAll(reader, joined);
                        if (counts.mistakes == 0 && !stop.getAsBoolean()) {
                            setDifferences(joined, reader);
                        }
                        return counts.mistakes == 0 && !options.dryRun() && !stop.getAsBoolean();
                    },
                    "run the import again, which changes nothing twice");
        }
        return counts.summary(mayWrite, options.dryRun(), differences.ofStock());
    }

    // Kits first: they are locked before stock levels are.
    private void setDifferences(Holdfast into, ProductReader reader) {
        kits.set(
                into,
                (sku, detail) -> tell(reader.mistake(
                        skus.line(sku, options.location()), options.location(), Field.COMPONENTS, detail)));
        differences.set(into, refusals(reader));
    }

    private void importAll(ProductReader reader, Holdfast into) {
        List<Piece> batch = new ArrayList<>();
        Set<String> handles = new HashSet<>();
        int variants = 0;
        int characters = 0;
        for (Piece piece = reader.read(); piece != null && !stop.getAsBoolean(); piece = reader.read()) {
            int more = piece.origins().size();
            if (variants + more > BATCH
                    || batch.size() == BATCH
                    || characters > MOST_CHARACTERS
                    || handles.contains(piece.product().handle())) {
                write(batch, into);
                batch.clear();
                handles.clear();
                variants = 0;
                characters = 0;
            }
            Piece settled = skus.settle(piece);
            settled.mistakes().stream().skip(piece.mistakes().size()).forEach(this::tell);
            batch.add(settled);
            handles.add(piece.product().handle());
            counts.variants += more;
            variants += more;
            String description = piece.product().description().value();
            characters += description == null ? 0 : description.length();
        }
        if (!stop.getAsBoolean()) {
            write(batch, into);
        }
    }

    /** Writes a batch. Products that the shop refuses are reported and left out. */
    private void write(List<Piece> batch, Holdfast into) {
        List<Piece> left = batch.stream().filter(Piece::isRight).toList();
        checkOthers(batch.stream().filter(piece -> !piece.isRight()).toList(), into);
        while (!left.isEmpty()) {
            try {
                Layout layout = left.get(0).header().layout();
                count(
                        layout == Layout.SHOPIFY_INVENTORY
                                ? into.catalog().compareStock(products(left))
                                : into.catalog().importProducts(products(left), REASON, options.location()),
                        layout);
                left.forEach(counts::add);
                break;
            } catch (InvalidInputException e) {
                left = withoutWrong(left, e);
            }
        }
        progress.accept(counts.variants);
    }

    private static List<ProductImport> products(List<Piece> pieces) {
        return pieces.stream().map(Piece::product).toList();
    }

    /** Has the shop check products that are wrong already, so that all their mistakes are told at once. */
    private void checkOthers(List<Piece> wrong, Holdfast into) {
        if (wrong.isEmpty()) {
            return;
        }
        for (InvalidInputException.Error error : errors(wrong, into)) {
            Integer place = place(error.pointer());
            if (place != null) {
                Mistake mistake = wrong.get(place).locate(error.pointer().substring(1), error.detail());
                if (!wrong.get(place).knows(mistake, error.pointer())) {
                    tell(mistake);
                }
            }
        }
    }

    private static List<InvalidInputException.Error> errors(List<Piece> wrong, Holdfast into) {
        if (wrong.get(0).header().layout() != Layout.SHOPIFY_INVENTORY) {
            return into.catalog().checkImport(products(wrong));
        }
        try {
            into.catalog().compareStock(products(wrong));
            return List.of();
        } catch (InvalidInputException e) {
            return e.errors();
        }
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

    private void count(ImportResult result, Layout layout) {
        counts.add(result);
        differences.add(result, layout);
        kits.add(result);
    }

    private LevelDifferences.Refused refusals(ProductReader reader) {
        return (sku, location, field, detail) ->
                tell(reader.mistake(skus.line(sku, location), location, field, detail));
    }
}
