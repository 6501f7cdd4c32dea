package dev.holdfast.cli.command;

import dev.holdfast.catalog.Variant;
import dev.holdfast.cli.input.Moments;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.output.Section;
import dev.holdfast.cli.session.Session;
import dev.holdfast.inventory.StockAt;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast stock}. */
@Command(name = "stock", description = "Shows and moves stock, and tells every movement that there was.")
final class StockCommand extends CommandGroup {
    private static final String SKU = "The variant: its SKU, or its id; a SKU of digits alone as sku:4711.";

    private static final List<Column> LEVEL =
            Column.list("variant_id=id# sku stock_quantity# reserved_quantity# available_quantity#");

    private static final List<Column> LEVEL_AT =
            Column.list("variant_id# at version# stock_quantity# reserved_quantity#");

    private static final List<Column> HOLDERS = Column.list("cart_id# quantity#");

    private static final List<Column> LEDGER =
            Column.list("version# at kind stock_delta# reserved_delta# stock_after# reserved_after# reason "
                    + "reference cart_id# order_id#");

    StockCommand(Session session) {
        super(session);
    }

    @Command(
            name = "show",
            description = {
                "Shows the stock of a variant as a buyer sees it now.",
                "That is what is on hand, what carts hold of it, and what the next buyer can have. In JSON it is "
                        + "the variant.",
                "With --at it is the stock as it stood at a moment, by the ledger, and which carts held of it; "
                        + "a reservation that had expired counts as held until its units were taken back."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast stock show TS-RED-M",
                "  holdfast stock show TS-RED-M --at 2026-11-23T12:00:00Z"
            })
    int show(
            @Parameters(paramLabel = "SKU", description = SKU) String variant,
            @Option(
                            names = "--at",
                            paramLabel = "TIME",
                            converter = Moments.class,
                            description = "A moment that has passed, with its offset, such as 2026-11-23T12:00:00Z.")
                    @Nullable
                    OffsetDateTime at,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            Variant found = References.variant(shop, variant);
            if (at == null) {
                return output.one(session, found, LEVEL);
            }
            StockAt stock = shop.inventory().levelAt(found.id(), at.toInstant());
            return output.document(session, stock, LEVEL_AT, new Section(stock.holders(), HOLDERS));
        });
    }

    @Command(
            name = "receive",
            description = "Books units that came in.",
            footer = {"", "Examples:", "  holdfast stock receive TS-RED-M 100 --reference \"delivery 4711\""})
    int receive(
            @Parameters(paramLabel = "SKU", description = SKU) String variant,
            @Parameters(paramLabel = "UNITS", description = "How many, 1 or more.") int quantity,
            @Option(names = "--reference", paramLabel = "TEXT", description = "Your document for it.") @Nullable
                    String reference,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            long id = References.variant(shop, variant).id();
            return output.one(session, shop.inventory().receive(id, quantity, reference), LEDGER);
        });
    }

    @Command(
            name = "adjust",
            description = {
                "Books units that were found or lost.",
                "What carts hold is not taken away: fewer free units than were lost is an error, and nothing is "
                        + "changed."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast stock adjust TS-RED-M -3 --reason \"water damage\"",
                "  holdfast stock adjust TS-RED-M 2 --reason \"count of March\" --reference C-17"
            })
    int adjust(
            @Parameters(paramLabel = "SKU", description = SKU) String variant,
            @Parameters(paramLabel = "UNITS", description = "How many; less than 0 when lost.") int quantity,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in words.")
                    String reason,
            @Option(names = "--reference", paramLabel = "TEXT", description = "Your document for it.") @Nullable
                    String reference,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            long id = References.variant(shop, variant).id();
            return output.one(session, shop.inventory().adjust(id, quantity, reason, reference), LEDGER);
        });
    }

    @Command(
            name = "ledger",
            description = "Lists the movements of a variant's stock, newest first.",
            footer = {
                "",
                "Examples:",
                "  holdfast stock ledger TS-RED-M",
                "  holdfast stock ledger TS-RED-M --limit 1000 -o csv > ledger.csv"
            })
    int ledger(
            @Parameters(paramLabel = "SKU", description = SKU) String variant,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            long id = References.variant(shop, variant).id();
            return output.page(session, shop.inventory().movements(id, page.request()), LEDGER);
        });
    }
}
