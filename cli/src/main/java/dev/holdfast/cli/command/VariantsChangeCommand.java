package dev.holdfast.cli.command;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Patch;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.LimitChangeOptions;
import dev.holdfast.cli.input.NamedValues;
import dev.holdfast.cli.input.Patches;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.session.Session;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast variants change}. */
@Command(
        name = "change",
        description = {
            "Changes a variant. What is not given stays as it is.",
            "Items that carts hold keep their price. The stock changes with stock receive and stock adjust."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast variants change TS-RED-M --price 22.90 --min-price 15",
            "  holdfast variants change TS-RED-M --no-price --attribute size=M --no-attribute color",
            "  holdfast variants change 12 --sku TS-RED-XL",
            "  holdfast variants change TS-RED-M --max-per-user 2 --max-per-user-days 30"
        })
final class VariantsChangeCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "VARIANT",
            completionCandidates = Codes.Variants.class,
            description = "Its SKU or id. Write a SKU that consists of digits as sku:4711.")
    private String variant = "";

    @Option(names = "--sku", paramLabel = "SKU", description = "Its new SKU, which is unique.")
    private @Nullable String sku;

    @Option(names = "--name", paramLabel = "NAME", description = "Its new display name.")
    private @Nullable String name;

    @Option(names = "--no-name", description = "Give it the name of its product.")
    private boolean noName;

    @Option(names = "--price", paramLabel = "AMOUNT", description = "Its new price, in the product's currency.")
    private @Nullable String price;

    @Option(names = "--no-price", description = "Give it the price of its product.")
    private boolean noPrice;

    @Option(
            names = "--min-price",
            paramLabel = "AMOUNT",
            description = "The new price of a unit below which no rule goes.")
    private @Nullable String minPrice;

    @Option(names = "--no-min-price", description = "Let rules go down to zero.")
    private boolean noMinPrice;

    @Option(
            names = {"-a", "--attribute"},
            paramLabel = "NAME=VALUE",
            description = "An attribute to set, such as color=red; the others stay. May be repeated.")
    private @Nullable List<String> attributes;

    @Option(names = "--no-attribute", paramLabel = "NAME", description = "An attribute to remove. May be repeated.")
    private @Nullable List<String> removed;

    @Mixin
    private LimitChangeOptions limits = new LimitChangeOptions();

    @Mixin
    private MetadataOptions metadata = new MetadataOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    VariantsChangeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.work(shop -> {
            Variant before = References.variant(shop, variant);
            Currency currency = before.price().currency();
            VariantChange change = new VariantChange(
                    Patches.text(sku),
                    Patches.text("/name", name, noName),
                    Patches.money("/price", price, noPrice, currency),
                    Patches.money("/min_price", minPrice, noMinPrice, currency),
                    attributes(before),
                    metadata.patch(),
                    limits.change());
            return output.one(
                    session,
                    shop.catalog().changeVariant(before.id(), change, now -> isAsBefore(now, change, before)),
                    VariantsCommand.ALL_COLUMNS);
        });
    }

    // Attributes are replaced as a whole, so a change that somebody else made since they were read would be lost.
    private static boolean isAsBefore(Variant now, VariantChange change, Variant before) {
        return !change.attributes().present() || now.attributes().equals(before.attributes());
    }

    private Patch<Map<String, Object>> attributes(Variant before) {
        if (attributes == null && removed == null) {
            return Patch.keep();
        }
        Map<String, Object> changed = new LinkedHashMap<>(before.attributes());
        for (String attribute : removed == null ? List.<String>of() : removed) {
            if (!changed.containsKey(attribute)) {
                throw new InvalidInputException("/no_attribute", "there is no attribute \"" + attribute + '"');
            }
            changed.remove(attribute);
        }
        changed.putAll(NamedValues.read("/attribute", attributes));
        return Patch.set(changed);
    }
}
