package dev.holdfast.cli.stock;

import dev.holdfast.Page;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.Session;
import dev.holdfast.inventory.StockFilter;
import dev.holdfast.inventory.StockLevels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast stock levels}. */
@Command(
        name = "levels",
        description = {
            "Lists the stock levels of variants over all locations, or over some.",
            "JSON shows each location as well; --by-location does so in a table."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast stock levels",
            "  holdfast stock levels TS-RED-M --by-location",
            "  holdfast stock levels --low",
            "  holdfast stock levels --locations berlin,hamburg -o csv > levels.csv"
        })
public final class StockLevelsCommand implements Callable<Integer> {
    private static final List<Column> SUMS = Column.list(
            "variant_id# sku! stock_quantity# reserved_quantity# backordered_quantity#~ available_quantity# in_transit_quantity#~");

    private static final List<Column> AT_LOCATIONS = Column.list(
            "variant_id# location! stock_quantity# reserved_quantity# backordered_quantity#~ available_quantity# reorder_point#~ in_transit_quantity#~");

    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "SKU",
            completionCandidates = Codes.Variants.class,
            description = "The variants: their SKUs or ids. Default: all.")
    private @Nullable List<String> variants;

    @Option(
            names = "--locations",
            paramLabel = "CODE",
            split = ",",
            completionCandidates = Codes.Locations.class,
            description = "Only stock at these locations, separated by commas.")
    private @Nullable List<String> locations;

    @Option(names = "--low", description = "Only stock at or below its reorder point.")
    private boolean low;

    @Option(names = "--by-location", description = "Show a row for each location instead of the sum.")
    private boolean byLocation;

    @Mixin
    private PageOptions page = new PageOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** Runs in a session. */
    public StockLevelsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.work(shop -> {
            List<Long> ids = new ArrayList<>();
            for (String variant : Objects.requireNonNullElse(variants, List.<String>of())) {
                ids.add(References.variant(shop, variant).id());
            }
            StockFilter filter = new StockFilter(ids, List.of(), Objects.requireNonNullElse(locations, List.of()));
            Page<StockLevels> levels = shop.inventory().levels(low ? filter.onlyLow() : filter, page.request());
            return byLocation
                    ? output.page(
                            session,
                            new Page<>(
                                    levels.items().stream()
                                            .flatMap(of -> of.locations().stream())
                                            .toList(),
                                    levels.nextCursor()),
                            AT_LOCATIONS)
                    : output.page(session, levels, SUMS);
        });
    }
}
