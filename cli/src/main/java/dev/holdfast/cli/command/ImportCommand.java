package dev.holdfast.cli.command;

import dev.holdfast.InvalidInputException;
import dev.holdfast.cli.input.Amounts;
import dev.holdfast.cli.input.TextFile;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.FileProgress;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.products.ImportSummary;
import dev.holdfast.cli.products.Layout;
import dev.holdfast.cli.products.Mistake;
import dev.holdfast.cli.products.ProductImporter;
import dev.holdfast.cli.products.ProductReader;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Interrupts;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.cli.stock.LocationOption;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast import}. */
@Command(
        name = "import",
        description = {
            "Imports products and variants from a CSV file.",
            "Reads files written by export, and product and inventory exports of Shopify. Products are matched by handle, variants by "
                    + "SKU: missing ones are added, different ones are changed, none are removed, and importing a file "
                    + "twice changes nothing. The whole file is imported or nothing, even on Ctrl-C, unless --keep-going is given; all "
                    + "errors are listed at the end by line and column. New variants get the stock in the file; the stock of "
                    + "existing variants is kept unless --set-stock is given. Columns such as stock_quantity@berlin have "
                    + "the stock of a location; the others are about the one that --location names."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast import products.csv --dry-run",
            "  holdfast import products_export.csv --currency EUR",
            "  holdfast import - --set-stock < products.csv",
            "  holdfast import inventory_export.csv --set-stock",
            "  holdfast import berlin.csv --set-stock --location berlin"
        })
final class ImportCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 1_000;

    private static final List<Column> COLUMNS = Column.list(
            "written dry_run products_added# products_changed# products_unchanged# variants_added# "
                    + "variants_changed# variants_unchanged# units_received# stock_differences# stock_adjusted# "
                    + "supply_changed# kits_changed# errors# skus_generated# without_stock# policy_continue# untracked# negative_stock# incoming# unlisted#");

    private final Session session;
    private final List<Mistake> shown = new ArrayList<>();
    private final Stop stop = new Stop();
    private volatile int interrupted = ExitCode.INTERRUPTED;

    @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
    private Path file = TextFile.STANDARD;

    @Option(names = "--dry-run", description = "Check the file, count the changes, and change nothing.")
    private boolean dryRun;

    @Option(names = "--keep-going", description = "Import the products without errors even if others have errors.")
    private boolean keepGoing;

    @Option(
            names = "--set-stock",
            description = "Set the stock of existing variants too; the difference is recorded as an adjustment.")
    private boolean setStock;

    @Option(
            names = "--generate-skus",
            description =
                    "Make a SKU from the handle and the options for each variant whose SKU is repeated in the file.")
    private boolean generateSkus;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "The currency of prices without one. Default: HOLDFAST_CURRENCY.")
    private @Nullable String currency;

    @Option(
            names = "--spreadsheet-safe",
            description = "The file was written by export --spreadsheet-safe: remove the apostrophes that it added.")
    private boolean spreadsheetSafe;

    @Mixin
    private LocationOption location = new LocationOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ImportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Configuration configuration = session.configuration();
        Currency ofPrices = Amounts.currency(currency, configuration.currency());
        Interrupts.first(signal -> {
            interrupted = signal;
            stop.ask();
            session.say("stopping after this batch; press Ctrl-C again to stop immediately");
        });
        try (FileProgress progress = new FileProgress(session, open(), size());
                ShopDatabase database = session.open(configuration, Purpose.SET_UP)) {
            ProductImporter.Options options =
                    new ProductImporter.Options(dryRun, keepGoing, setStock, generateSkus, location.code());
            ProductImporter products =
                    new ProductImporter(database, options, this::remember, progress::show, stop::isAsked);
            try (ProductReader reader = new ProductReader(progress.file(), ofPrices, spreadsheetSafe, products::tell)) {
                if (reader.layout() == Layout.SHOPIFY_INVENTORY && location.isGiven()) {
                    throw new InvalidInputException("/location", "the lines of an inventory name their locations");
                }
                ImportSummary summary = products.run(reader);
                progress.end();
                return report(summary);
            } finally {
                progress.end();
            }
        }
    }

    private int report(ImportSummary summary) {
        shown.sort(Comparator.comparingLong(Mistake::line).thenComparingInt(Mistake::column));
        shown.forEach(mistake -> session.say("error: " + mistake));
        if (summary.errors() > shown.size()) {
            session.say("error: and " + (summary.errors() - shown.size()) + " more");
        }
        output.one(session, summary, COLUMNS);
        if (stop.isAsked()) {
            session.say(
                    summary.written()
                            ? "interrupted: what is counted here was written; run the import again to write the rest"
                            : "interrupted: nothing was written");
            return interrupted;
        }
        if (summary.dryRun()) {
            session.say("dry run: nothing was changed");
        } else if (!summary.written()) {
            session.say(
                    summary.errors() == 0 || keepGoing
                            ? "nothing was changed"
                            : "nothing was changed; --keep-going imports the products without errors");
        }
        summary.remarks().forEach(remark -> session.say("warning: " + remark));
        if (summary.stockDifferences() > 0 && !setStock) {
            session.say(
                    summary.stockDifferences() == 1
                            ? "1 stock level differs from the file; --set-stock sets it"
                            : summary.stockDifferences() + " stock levels differ from the file; --set-stock sets them");
        }
        return summary.errors() == 0 ? ExitCode.DONE : ExitCode.FINDING;
    }

    private void remember(Mistake mistake) {
        if (shown.size() < MOST_SHOWN) {
            shown.add(mistake);
        }
    }

    private InputStream open() {
        try {
            return TextFile.isStandard(file)
                    ? System.in
                    : Files.newInputStream(session.directory().resolve(file));
        } catch (IOException e) {
            throw new InvalidInputException("/file", TextFile.shown(file) + " cannot be read");
        }
    }

    private long size() throws IOException {
        return TextFile.isStandard(file) ? 0 : Files.size(session.directory().resolve(file));
    }
}
