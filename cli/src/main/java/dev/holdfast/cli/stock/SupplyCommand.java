package dev.holdfast.cli.stock;

import dev.holdfast.Patch;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Moments;
import dev.holdfast.cli.input.Patches;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.inventory.Supply;
import dev.holdfast.inventory.SupplyChange;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast stock supply}. */
@Command(
        name = "supply",
        description = {
            "Shows how a variant is sold, and changes it.",
            "Safety stock is kept back from new reservations. Up to the backorder limit, units are sold that are not on "
                    + "hand; orders wait for them, and the next receipt fills the oldest first. Until a preorder is "
                    + "available, its limit takes the place of the backorder limit. Of a variant whose units "
                    + "are not tracked, any number is sold, and the units on hand stay as they are."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast stock supply TS-RED-M",
            "  holdfast stock supply TS-RED-M --safety-stock 2 --backorder-limit 20",
            "  holdfast stock supply TS-RED-M --preorder-limit 50 --preorder-available-at 2026-12-01T09:00:00Z",
            "  holdfast stock supply TS-RED-M --no-preorder",
            "  holdfast stock supply EBOOK-1 --tracked false"
        })
public final class SupplyCommand implements Callable<Integer> {
    private static final List<Column> SUPPLY = Column.list(
            "variant_id# safety_stock# backorder_limit# "
                    + "preorder_limit=preorder.limit?#~ preorder_available_at=preorder.available_at?~ tracked reorder_point#~ backordered_quantity#");

    private final Session session;

    @Parameters(
            paramLabel = "SKU",
            completionCandidates = Codes.Variants.class,
            description = "The variant: its SKU or id. Write a SKU that consists of digits as sku:4711.")
    private String variant = "";

    @Option(names = "--safety-stock", paramLabel = "UNITS", description = "Units to keep back; 0 for none.")
    private @Nullable Integer safetyStock;

    @Option(
            names = "--backorder-limit",
            paramLabel = "UNITS",
            description = "Units to sell beyond those on hand; 0 for none.")
    private @Nullable Integer backorderLimit;

    @Option(
            names = "--preorder-limit",
            paramLabel = "UNITS",
            description = "Units to sell beyond those on hand until --preorder-available-at.")
    private @Nullable Integer preorderLimit;

    @Option(
            names = "--preorder-available-at",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "When preordered units are there, such as 2026-12-01T09:00:00Z.")
    private @Nullable OffsetDateTime preorderAvailableAt;

    @Option(names = "--no-preorder", description = "Sell by the backorder limit at once.")
    private boolean noPreorder;

    @Option(
            names = "--tracked",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether units are counted; otherwise any number can be sold.")
    private @Nullable Boolean tracked;

    @Option(
            names = "--reorder-point",
            paramLabel = "UNITS",
            description = "List the stock as low as soon as no more units can be sold from those on hand.")
    private @Nullable Integer reorderPoint;

    @Option(names = "--no-reorder-point", description = "Never list the stock as low.")
    private boolean noReorderPoint;

    @Mixin
    private LocationOption location = new LocationOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** Runs in a session. */
    public SupplyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SupplyChange change = new SupplyChange(
                patch(safetyStock),
                patch(backorderLimit),
                Patches.value("/preorder/limit", preorderLimit, noPreorder),
                Patches.value(
                        "/preorder/available_at",
                        preorderAvailableAt == null ? null : preorderAvailableAt.toInstant(),
                        noPreorder),
                patch(tracked),
                Patches.value("/reorder_point", reorderPoint, noReorderPoint));
        return session.work(shop -> {
            long id = References.variant(shop, variant).id();
            Inventory inventory = location.of(shop);
            try {
                Supply supply =
                        change.equals(SupplyChange.NONE) ? inventory.supply(id) : inventory.changeSupply(id, change);
                return output.one(session, supply, SUPPLY);
            } catch (InsufficientStockException e) {
                session.say("error: " + variant + ": carts hold " + e.requested() + ", but only " + e.available()
                        + " are on hand; record what is on hand first");
                return ExitCode.FINDING;
            }
        });
    }

    private static <T> Patch<T> patch(@Nullable T given) {
        return given == null ? Patch.keep() : Patch.set(given);
    }
}
