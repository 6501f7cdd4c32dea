package dev.holdfast.cli.stock;

import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.EnumCandidates;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.Session;
import dev.holdfast.transfer.NewTransfer;
import dev.holdfast.transfer.TransferFilter;
import dev.holdfast.transfer.TransferReceipt;
import dev.holdfast.transfer.TransferStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast transfers}. */
@Command(name = "transfers", description = "Sends stock from one location to another, receives it and lists transfers.")
public final class TransfersCommand extends CommandGroup {
    private static final String SKU = "The variant: its SKU or id. Write a SKU that consists of digits as sku:4711.";

    private static final List<Column> COLUMNS = Column.list("id# status variant_id# from to quantity# "
            + "received_quantity# lost_quantity#~ in_transit_quantity# reference~ actor~ shipped_at~ received_at~");

    /** Runs in a session. */
    public TransfersCommand(Session session) {
        super(session);
    }

    @Command(
            name = "create",
            description = {
                "Sends units from one location to another.",
                "They arrive at once or, with --shipped, are in transit until they are received: nobody can buy them "
                        + "in between. Units that carts hold are not sent away."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast transfers create TS-RED-M 10 --from default --to berlin",
                "  holdfast transfers create TS-RED-M 10 --from default --to berlin --shipped --reference T-7"
            })
    int create(
            @Parameters(paramLabel = "SKU", completionCandidates = Codes.Variants.class, description = SKU)
                    String variant,
            @Parameters(paramLabel = "UNITS", description = "The number of units, at least 1.") int quantity,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "CODE",
                            completionCandidates = Codes.Locations.class,
                            description = "The location that they leave.")
                    String from,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "CODE",
                            completionCandidates = Codes.Locations.class,
                            description = "The location that they go to.")
                    String to,
            @Option(names = "--shipped", description = "They are in transit until they are received.") boolean shipped,
            @Option(
                            names = "--reference",
                            paramLabel = "TEXT",
                            description = "The document it belongs to, such as a delivery note.")
                    @Nullable
                    String reference,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            long id = References.variant(shop, variant).id();
            TransferStatus status = shipped ? TransferStatus.SHIPPED : TransferStatus.RECEIVED;
            return output.one(
                    session,
                    shop.transfers().create(new NewTransfer(id, from, to, quantity, reference, status)),
                    COLUMNS);
        });
    }

    @Command(
            name = "receive",
            description = {
                "Records that units in transit came, or were lost on the way.",
                "Without --quantity all units that are in transit came, except those that --lost names."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast transfers receive 7",
                "  holdfast transfers receive 7 --quantity 6",
                "  holdfast transfers receive 7 --lost 2 --reason \"fell off the lorry\""
            })
    int receive(
            @Parameters(paramLabel = "TRANSFER", description = "The transfer's id.") String transfer,
            @Option(names = "--quantity", paramLabel = "UNITS", description = "The units that came.") @Nullable
                    Integer quantity,
            @Option(
                            names = "--lost",
                            paramLabel = "UNITS",
                            defaultValue = "0",
                            description = "The units that were lost on the way. Default: ${DEFAULT-VALUE}.")
                    int lost,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            description = "Why units were lost. Default: lost in transit.")
                    @Nullable
                    String reason,
            @Mixin OutputOptions output) {
        return session.work(shop -> output.one(
                session,
                shop.transfers()
                        .receive(References.id("transfer", transfer), new TransferReceipt(quantity, lost, reason)),
                COLUMNS));
    }

    @Command(
            name = "list",
            description = "Lists transfers, newest first.",
            footer = {
                "",
                "Examples:",
                "  holdfast transfers list --status shipped",
                "  holdfast transfers list --location berlin --limit 1000 -o csv > transfers.csv"
            })
    int list(
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            completionCandidates = Statuses.class,
                            description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
                    @Nullable
                    TransferStatus status,
            @Option(
                            names = "--variant",
                            paramLabel = "SKU",
                            completionCandidates = Codes.Variants.class,
                            description = "Only those of this variant: its SKU or id.")
                    @Nullable
                    String variant,
            @Option(
                            names = "--location",
                            paramLabel = "CODE",
                            completionCandidates = Codes.Locations.class,
                            description = "Only those from or to this location.")
                    @Nullable
                    String location,
            @Option(names = "--reference", paramLabel = "TEXT", description = "Only those with this reference.")
                    @Nullable
                    String reference,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            Long variantId = variant == null
                    ? null
                    : (Long) References.variant(shop, variant).id();
            return output.page(
                    session,
                    shop.transfers().list(new TransferFilter(status, variantId, location, reference), page.request()),
                    COLUMNS);
        });
    }

    /** The states of transfers. */
    static final class Statuses extends EnumCandidates {
        Statuses() {
            super(TransferStatus.values());
        }
    }
}
