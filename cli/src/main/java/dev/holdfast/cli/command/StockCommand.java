package dev.holdfast.cli.command;

import dev.holdfast.catalog.Variant;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Moments;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.output.Section;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.stock.LocationOption;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.StockAt;
import dev.holdfast.location.Location;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast stock}. */
@Command(name = "stock", description = "Shows stock levels, records movements and lists them.")
final class StockCommand extends CommandGroup {
    private static final String SKU = "The variant: its SKU or id. Write a SKU that consists of digits as sku:4711.";

    private static final List<Column> LEVEL =
            Column.list("variant_id=id# sku stock_quantity# reserved_quantity# available_quantity#");

    private static final List<Column> LEVEL_THERE = Column.list(
            "variant_id# location stock_quantity# reserved_quantity# backordered_quantity#~ available_quantity# in_transit_quantity#~");

    private static final List<Column> LEVEL_AT =
            Column.list("variant_id# at location~ version# stock_quantity# reserved_quantity# backordered_quantity#~");

    private static final List<Column> HOLDERS = Column.list("cart_id# quantity#");

    private static final List<Column> LEDGER =
            Column.list("version# at kind stock_delta# reserved_delta# stock_after# reserved_after# reason~ "
                    + "reference~ cart_id#~ order_id#~ transfer_id#~ location~ actor~ backordered_after#~");

    StockCommand(Session session) {
        super(session);
    }

    @Command(
            name = "show",
            description = {
                "Shows the stock level of a variant as a buyer sees it now.",
                "That is the units on hand, the units that carts hold, and the units available to the next buyer, over all "
                        + "locations or at one. JSON shows the whole variant or that level.",
                "With --at it shows the stock level at a location at a time in the past, from the ledger, and the carts "
                        + "that held units; an expired reservation counts as held until its units were released."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast stock show TS-RED-M",
                "  holdfast stock show TS-RED-M --location berlin",
                "  holdfast stock show TS-RED-M --at 2026-11-23T12:00:00Z"
            })
    int show(
            @Parameters(paramLabel = "SKU", completionCandidates = Codes.Variants.class, description = SKU)
                    String variant,
            @Option(
                            names = "--at",
                            paramLabel = "TIME",
                            converter = Moments.class,
                            description = "A time in the past with its offset, such as 2026-11-23T12:00:00Z.")
                    @Nullable
                    OffsetDateTime at,
            @Option(
                            names = "--location",
                            paramLabel = "CODE",
                            completionCandidates = Codes.Locations.class,
                            description = "The location. Default: all of them; with --at, default.")
                    @Nullable
                    String location,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            Variant found = References.variant(shop, variant);
            if (at == null) {
                return location == null
                        ? output.one(session, found, LEVEL)
                        : output.one(session, shop.inventory().at(location).level(found.id()), LEVEL_THERE);
            }
            String place = Objects.requireNonNullElse(location, Location.DEFAULT);
            StockAt stock = shop.inventory().at(place).levelAt(found.id(), at.toInstant());
            return output.document(session, stock, LEVEL_AT, new Section(stock.holders(), HOLDERS));
        });
    }

    @Command(
            name = "receive",
            description = "Records a goods receipt.",
            footer = {
                "",
                "Examples:",
                "  holdfast stock receive TS-RED-M 100 --reference \"delivery 4711\"",
                "  holdfast stock receive TS-RED-M 20 --location berlin"
            })
    int receive(
            @Parameters(paramLabel = "SKU", completionCandidates = Codes.Variants.class, description = SKU)
                    String variant,
            @Parameters(paramLabel = "UNITS", description = "The number of units, at least 1.") int quantity,
            @Option(
                            names = "--reference",
                            paramLabel = "TEXT",
                            description = "The document it belongs to, such as a delivery note.")
                    @Nullable
                    String reference,
            @Mixin LocationOption location,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            long id = References.variant(shop, variant).id();
            return output.one(session, location.of(shop).receive(id, quantity, reference), LEDGER);
        });
    }

    @Command(
            name = "adjust",
            description = {
                "Records units that were found or lost.",
                "Units that carts hold are not taken away: if fewer units are available than were lost, the command "
                        + "fails and changes nothing."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast stock adjust TS-RED-M -3 --reason \"water damage\"",
                "  holdfast stock adjust TS-RED-M 2 --reason \"count of March\" --reference C-17"
            })
    int adjust(
            @Parameters(paramLabel = "SKU", completionCandidates = Codes.Variants.class, description = SKU)
                    String variant,
            @Parameters(paramLabel = "UNITS", description = "The number of units; negative if they were lost.")
                    int quantity,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "The reason, as free text.")
                    String reason,
            @Option(
                            names = "--reference",
                            paramLabel = "TEXT",
                            description = "The document it belongs to, such as a delivery note.")
                    @Nullable
                    String reference,
            @Mixin LocationOption location,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            long id = References.variant(shop, variant).id();
            try {
                return output.one(session, location.of(shop).adjust(id, quantity, reason, reference), LEDGER);
            } catch (InsufficientStockException e) {
                session.say("error: " + variant + ": " + e.requested() + " lost, but only " + e.available()
                        + " are available");
                return ExitCode.FINDING;
            }
        });
    }

    @Command(
            name = "set",
            description = {
                "Sets the units on hand to what was counted, and records the difference.",
                "Units that carts hold are not taken away: if fewer units are available than would leave the stock, the "
                        + "command fails and changes nothing. Shows the stock level afterwards."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast stock set TS-RED-M 23 --reason \"count of March\"",
                "  holdfast stock set TS-RED-M 23 --expected 25 --reason \"count of March\""
            })
    int set(
            @Parameters(paramLabel = "SKU", completionCandidates = Codes.Variants.class, description = SKU)
                    String variant,
            @Parameters(paramLabel = "UNITS", description = "The number of units that were counted.") int quantity,
            @Option(
                            names = "--expected",
                            paramLabel = "UNITS",
                            description = "Fails if other than so many units were on hand until now.")
                    @Nullable
                    Integer expected,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "The reason, as free text.")
                    String reason,
            @Option(
                            names = "--reference",
                            paramLabel = "TEXT",
                            description = "The document it belongs to, such as a stock list.")
                    @Nullable
                    String reference,
            @Mixin LocationOption location,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            long id = References.variant(shop, variant).id();
            location.of(shop).set(id, quantity, expected, reason, reference);
            return location.isGiven()
                    ? output.one(session, location.of(shop).level(id), LEVEL_THERE)
                    : output.one(session, shop.catalog().variant(id), LEVEL);
        });
    }

    @Command(
            name = "ledger",
            description = "Lists the stock movements of a variant at a location, newest first.",
            footer = {
                "",
                "Examples:",
                "  holdfast stock ledger TS-RED-M",
                "  holdfast stock ledger TS-RED-M --limit 1000 -o csv > ledger.csv"
            })
    int ledger(
            @Parameters(paramLabel = "SKU", completionCandidates = Codes.Variants.class, description = SKU)
                    String variant,
            @Mixin PageOptions page,
            @Mixin LocationOption location,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            long id = References.variant(shop, variant).id();
            return output.page(session, location.of(shop).movements(id, page.request()), LEDGER);
        });
    }
}
