package dev.holdfast.cli.stock;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.Section;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.kit.ComponentUnits;
import dev.holdfast.kit.Kit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast variants components}. */
@Command(
        name = "components",
        description = {
            "Shows what a variant consists of, and changes it.",
            "A variant with components is a kit: it has no stock of its own, and is sold by the least of its components, of "
                    + "units on hand. What carts hold and orders have stays as it is."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast variants components SET-1",
            "  holdfast variants components SET-1 RACKET=2 BALL=3",
            "  holdfast variants components SET-1 --none"
        })
public final class ComponentsCommand implements Callable<Integer> {
    private static final List<Column> KIT = Column.list("variant_id#");

    private static final List<Column> COMPONENTS = Column.list("variant_id# sku! quantity#");

    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "SKU",
            completionCandidates = Codes.Variants.class,
            description = "The variant: its SKU or id. Write a SKU that consists of digits as sku:4711.")
    private String variant = "";

    @Parameters(
            index = "1..*",
            paramLabel = "SKU=UNITS",
            description =
                    "Each component and its units in a kit; these replace all that there are. =1 can be left out.")
    private List<String> components = new ArrayList<>();

    @Option(names = "--none", description = "Make it a plain variant again.")
    private boolean none;

    @Mixin
    private OutputOptions output = new OutputOptions();

    /** Runs in a session. */
    public ComponentsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (none && !components.isEmpty()) {
            throw new InvalidInputException("/none", "cannot be given with components");
        }
        return session.work(shop -> {
            long id = References.variant(shop, variant).id();
            try {
                Kit kit = none || !components.isEmpty()
                        ? shop.kits()
                                .change(
                                        id,
                                        components.stream()
                                                .map(given -> units(shop, given))
                                                .toList())
                        : shop.kits().of(id);
                return output.document(session, kit, KIT, new Section(kit.components(), COMPONENTS));
            } catch (InsufficientStockException e) {
                session.say("error: " + variant + ": carts hold " + e.requested() + ", so it stays a kit");
                return ExitCode.FINDING;
            }
        });
    }

    // A SKU may contain the sign itself.
    private static ComponentUnits units(Holdfast shop, String given) {
        int end = given.lastIndexOf('=');
        String units = end < 0 ? "1" : given.substring(end + 1);
        if (!units.matches("[0-9]{1,9}")) {
            throw new InvalidInputException(
                    "/components", given + " is not a SKU and a number of units such as BALL=3");
        }
        Variant component = References.variant(shop, end < 0 ? given : given.substring(0, end));
        return new ComponentUnits(component.id(), Integer.parseInt(units));
    }
}
