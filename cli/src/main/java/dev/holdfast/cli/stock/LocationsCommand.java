package dev.holdfast.cli.stock;

import dev.holdfast.Patch;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Patches;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.Session;
import dev.holdfast.location.Location;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.NewLocation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast locations}. */
@Command(name = "locations", description = "Manages the places where stock lies: creates, lists and changes them.")
public final class LocationsCommand extends CommandGroup {
    private static final List<Column> COLUMNS =
            Column.list("code! name priority# active sells created_at~ updated_at~");

    /** Runs in a session. */
    public LocationsCommand(Session session) {
        super(session);
    }

    @Command(
            name = "create",
            description = {
                "Creates a location.",
                "Its code never changes, and no location is ever deleted: the ledger and orders refer to it."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast locations create berlin --name \"Berlin, Torstrasse\"",
                "  holdfast locations create outlet --priority 200 --inactive",
                "  holdfast locations create returns --sells false"
            })
    int create(
            @Parameters(
                            paramLabel = "CODE",
                            description = "A unique code of lower-case letters, digits, dashes and underscores.")
                    String code,
            @Option(names = "--name", paramLabel = "NAME", description = "Its name, for people. Default: the code.")
                    @Nullable
                    String name,
            @Option(
                            names = "--priority",
                            paramLabel = "N",
                            defaultValue = "" + Location.DEFAULT_PRIORITY,
                            description = "A location with a lower number comes first. Default: ${DEFAULT-VALUE}.")
                    int priority,
            @Option(names = "--inactive", description = "Let nothing be received there for now.") boolean inactive,
            @Option(
                            names = "--sells",
                            paramLabel = "true|false",
                            arity = "1",
                            description = "Whether carts take units from there. Default: true, or false until the "
                                    + "migration of an older shop is finished.")
                    @Nullable
                    Boolean sells,
            @Mixin OutputOptions output) {
        NewLocation location =
                new NewLocation(code, Objects.requireNonNullElse(name, code), priority, !inactive, sells);
        return session.work(shop -> output.one(session, shop.locations().create(location), COLUMNS));
    }

    @Command(
            name = "list",
            description = "Lists locations in the order in which they were created.",
            footer = {"", "Examples:", "  holdfast locations list", "  holdfast locations list -o json"})
    int list(@Mixin PageOptions page, @Mixin OutputOptions output) {
        return session.work(shop -> output.page(session, shop.locations().list(page.request()), COLUMNS));
    }

    @Command(
            name = "change",
            description = {
                "Changes a location. What is not given stays as it is.",
                "Nothing is received at a location that is not active, or sent there; units that lie there can be "
                        + "counted, taken out and sent away.",
                "Carts take no more units from one that does not sell; those that they hold there can be bought."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast locations change berlin --priority 10",
                "  holdfast locations change outlet --active=false",
                "  holdfast locations change berlin --sells true"
            })
    int change(
            @Parameters(
                            paramLabel = "CODE",
                            completionCandidates = Codes.Locations.class,
                            description = "The location's code.")
                    String code,
            @Option(names = "--name", paramLabel = "NAME", description = "Its new name.") @Nullable String name,
            @Option(
                            names = "--priority",
                            paramLabel = "N",
                            description = "Its new priority; a location with a lower number comes first.")
                    @Nullable
                    Integer priority,
            @Option(
                            names = "--active",
                            paramLabel = "true|false",
                            arity = "1",
                            description = "Whether units can be received there.")
                    @Nullable
                    Boolean active,
            @Option(
                            names = "--sells",
                            paramLabel = "true|false",
                            arity = "1",
                            description = "Whether carts take units from there.")
                    @Nullable
                    Boolean sells,
            @Mixin OutputOptions output) {
        LocationChange change = new LocationChange(
                Patches.text(name),
                priority == null ? Patch.keep() : Patch.set(priority),
                active == null ? Patch.keep() : Patch.set(active),
                sells == null ? Patch.keep() : Patch.set(sells));
        return session.work(shop -> output.one(session, shop.locations().change(code, change), COLUMNS));
    }
}
