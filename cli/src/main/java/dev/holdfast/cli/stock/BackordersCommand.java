package dev.holdfast.cli.stock;

import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.Session;
import dev.holdfast.inventory.BackorderFilter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast stock backorders}. */
@Command(
        name = "backorders",
        description = {
            "Lists the units that orders wait for, the oldest order first.",
            "Units that come in go to the orders in this order."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast stock backorders",
            "  holdfast stock backorders TS-RED-M",
            "  holdfast stock backorders --order 1007 -o json"
        })
public final class BackordersCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS =
            Column.list("order_id# item_id#~ variant_id#~ sku! location quantity# placed_at available_at~");

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "SKU",
            completionCandidates = Codes.Variants.class,
            description = "The variant: its SKU or id. Default: all.")
    private @Nullable String variant;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            completionCandidates = Codes.Orders.class,
            description = "Only units of this order: its id.")
    private @Nullable String order;

    @Option(
            names = "--location",
            paramLabel = "CODE",
            completionCandidates = Codes.Locations.class,
            description = "Only units that wait for stock of this location.")
    private @Nullable String location;

    @Mixin
    private PageOptions page = new PageOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** Runs in a session. */
    public BackordersCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.work(shop -> {
            Long variantId = variant == null
                    ? null
                    : (Long) References.variant(shop, variant).id();
            Long orderId = order == null ? null : (Long) References.id("order", order);
            BackorderFilter filter = new BackorderFilter(variantId, null, orderId, location);
            return output.page(session, shop.inventory().backorders(filter, page.request()), COLUMNS);
        });
    }
}
