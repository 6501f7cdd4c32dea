package dev.holdfast.cli.command;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.ProductImport;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.TextFile;
import dev.holdfast.cli.products.Layout;
import dev.holdfast.cli.products.LocationList;
import dev.holdfast.cli.products.ProductWriter;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast export}. */
@Command(
        name = "export",
        description = {
            "Exports all products and variants to a CSV file that import reads.",
            "Writes a line per variant with its stock at all locations, all as of the same time. The columns of each "
                    + "location but default end with its code, such as stock_quantity@berlin. An existing file is "
                    + "replaced once everything is written."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast export products.csv",
            "  holdfast export --format shopify > products_export.csv",
            "  holdfast export --format shopify-inventory > inventory_export.csv"
        })
final class ExportCommand implements Callable<Integer> {
    private static final int PAGE = 100;

    private final Session session;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The file. Default: -, standard output.")
    private Path file = TextFile.STANDARD;

    @Option(
            names = "--format",
            paramLabel = "holdfast|shopify|shopify-inventory",
            defaultValue = "holdfast",
            description =
                    "The column layout. Shopify's has no currency, no variant names, at most three attributes per "
                            + "variant, all of them text, and no products without variants. Its inventory has stock only, a line for "
                            + "each variant and location. Default: ${DEFAULT-VALUE}.")
    private Layout layout = Layout.HOLDFAST;

    @Option(
            names = "--spreadsheet-safe",
            description = "Put an apostrophe before text that a spreadsheet could run as a formula. Import such a file "
                    + "with the same option, which removes them.")
    private boolean spreadsheetSafe;

    @Option(
            names = "--location",
            paramLabel = "CODE",
            completionCandidates = Codes.Locations.class,
            description =
                    "Write the stock of this location only. Default: all locations; in Shopify's layout of products, default.")
    private @Nullable String location;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        try (ShopDatabase database = session.open(session.configuration(), Purpose.WORK)) {
            if (TextFile.isStandard(file)) {
                write(database, new OutputStreamWriter(session.out(), StandardCharsets.UTF_8));
                session.out().flush();
                return ExitCode.DONE;
            }
            Path target = session.directory().resolve(file).toAbsolutePath();
            Path beside = target.resolveSibling(target.getFileName() + ".part");
            if (Files.isDirectory(target)) {
                throw new InvalidInputException("/file", TextFile.shown(file) + " is a directory");
            }
            // For Ctrl-C; the finally block covers everything else.
            beside.toFile().deleteOnExit();
            try {
                write(database, Files.newBufferedWriter(beside));
                move(beside, target);
            } catch (IOException | UncheckedIOException e) {
                throw new InvalidInputException(
                        "/file", TextFile.shown(file) + " cannot be written: " + e.getMessage());
            } finally {
                Files.deleteIfExists(beside);
            }
            return ExitCode.DONE;
        }
    }

    private void write(ShopDatabase database, Writer file) throws IOException {
        database.snapshot(shop -> {
            try (ProductWriter products = new ProductWriter(
                    new BufferedWriter(file), layout, LocationList.of(shop), location, spreadsheetSafe)) {
                session.say("exported " + write(shop, products) + " products");
                if (products.leftOut() > 0) {
                    session.say("warning: " + products.leftOut()
                            + " attributes, minimum prices, limits, metadata, safety stocks, stock levels of other locations"
                            + " or products without variants do not fit this format and were left out");
                }
                return products;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private int write(Holdfast shop, ProductWriter products) {
        int count = 0;
        String cursor = null;
        do {
            PageRequest next = new PageRequest(PAGE, cursor);
            Page<ProductImport> page = location == null
                    ? shop.catalog().exportProducts(next)
                    : shop.catalog().exportProducts(location, next);
            page.items().forEach(products::write);
            count += page.items().size();
            cursor = page.nextCursor();
        } while (cursor != null);
        return count;
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
