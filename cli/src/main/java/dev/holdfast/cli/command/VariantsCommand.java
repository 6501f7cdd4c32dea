package dev.holdfast.cli.command;

import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Amounts;
import dev.holdfast.cli.input.LimitOptions;
import dev.holdfast.cli.input.NamedValues;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.Session;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast variants}. */
@Command(name = "variants", description = "Lists, shows, adds and changes variants, the units of sale and stock.")
final class VariantsCommand extends CommandGroup {
    private static final List<Column> COLUMNS =
            Column.list("id# sku! name price# currency~ stock_quantity# reserved_quantity#~ available_quantity#");

    static final List<Column> ALL_COLUMNS =
            Column.list("id# product_id# sku name price# currency price_source attributes stock_quantity# "
                    + "reserved_quantity# available_quantity# created_at updated_at min_price# product_status metadata "
                    + "min_quantity# max_quantity# quantity_step# max_per_user reservation_seconds#");

    VariantsCommand(Session session) {
        super(session);
    }

    @Command(
            name = "list",
            description = "Lists variants by id, with the stock that a buyer sees now.",
            footer = {
                "",
                "Examples:",
                "  holdfast variants list --product basic-tee",
                "  holdfast variants list --attribute color=red --no-available",
                "  holdfast variants list --limit 1000 -o csv > variants.csv"
            })
    int list(
            @Option(
                            names = "--product",
                            paramLabel = "PRODUCT",
                            completionCandidates = Codes.Products.class,
                            description = "Only variants of this product: its handle or id. May be repeated.")
                    @Nullable
                    List<String> products,
            @Option(
                            names = {"-q", "--query"},
                            paramLabel = "TEXT",
                            description =
                                    "Only variants with this text in their SKU, their name or the product's name.")
                    @Nullable
                    String query,
            @Option(
                            names = {"-a", "--attribute"},
                            paramLabel = "NAME=VALUE",
                            description = "Only variants with this attribute, such as color=red. May be repeated.")
                    @Nullable
                    List<String> attributes,
            @Option(
                            names = "--available",
                            negatable = true,
                            description =
                                    "Only variants of which a unit can be had now; with --no-available, the others.")
                    @Nullable
                    Boolean available,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            List<Long> productIds = (products == null ? List.<String>of() : products)
                    .stream()
                            .map(product -> References.product(shop, product).id())
                            .toList();
            VariantFilter filter = VariantFilter.ofProducts(productIds)
                    .withQuery(query)
                    .withAttributes(NamedValues.texts("/attribute", attributes))
                    .withAvailable(available);
            return output.page(session, shop.catalog().variants(filter, page.request()), COLUMNS);
        });
    }

    @Command(
            name = "show",
            description = "Shows a variant.",
            footer = {
                "",
                "Examples:",
                "  holdfast variants show TS-RED-M",
                "  holdfast variants show 12 -o json",
                "  holdfast variants show sku:4711"
            })
    int show(
            @Parameters(
                            paramLabel = "SKU",
                            completionCandidates = Codes.Variants.class,
                            description = "Its SKU or id. Write a SKU that consists of digits as sku:4711.")
                    String variant,
            @Mixin OutputOptions output) {
        return session.work(shop -> output.one(session, References.variant(shop, variant), ALL_COLUMNS));
    }

    @Command(
            name = "add",
            description = "Adds a variant to a product.",
            footer = {
                "",
                "Examples:",
                "  holdfast variants add --product basic-tee --sku TS-RED-M --attribute color=red --stock 100",
                "  holdfast variants add --product 12 --sku TS-RED-XL --price 22.90 --name \"Basic Tee, red, XL\"",
                "  holdfast variants add --product basic-tee --sku TS-BLUE-M --min-price 15"
            })
    int add(
            @Option(
                            names = "--product",
                            required = true,
                            paramLabel = "PRODUCT",
                            completionCandidates = Codes.Products.class,
                            description = "The product: its handle or id.")
                    String product,
            @Option(names = "--sku", required = true, paramLabel = "SKU", description = "Its SKU, which is unique.")
                    String sku,
            @Option(names = "--name", paramLabel = "NAME", description = "Its display name. Default: the product's.")
                    @Nullable
                    String name,
            @Option(
                            names = "--price",
                            paramLabel = "AMOUNT",
                            description = "Its own price, in the product's currency. Default: the product's.")
                    @Nullable
                    String price,
            @Option(
                            names = "--min-price",
                            paramLabel = "AMOUNT",
                            description = "The price of a unit below which no rule goes. Default: none.")
                    @Nullable
                    String minPrice,
            @Option(
                            names = {"-a", "--attribute"},
                            paramLabel = "NAME=VALUE",
                            description = "An attribute, such as color=red. May be repeated.")
                    @Nullable
                    List<String> attributes,
            @Option(
                            names = "--metadata",
                            paramLabel = "NAME=VALUE",
                            description = "Metadata of your own, such as erp-id=4711. May be repeated.")
                    @Nullable
                    List<String> metadata,
            @Option(
                            names = {"--stock-quantity", "--stock"},
                            paramLabel = "UNITS",
                            defaultValue = "0",
                            description = "Units on hand, recorded as received. Default: ${DEFAULT-VALUE}.")
                    int stockQuantity,
            @Mixin LimitOptions limits,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            Product owner = References.product(shop, product);
            Currency currency = owner.basePrice().currency();
            NewVariant variant = new NewVariant(
                    owner.id(),
                    sku,
                    name,
                    price == null ? null : Amounts.money("/price", price, currency),
                    minPrice == null ? null : Amounts.money("/min_price", minPrice, currency),
                    NamedValues.read("/attribute", attributes),
                    NamedValues.read("/metadata", metadata),
                    stockQuantity,
                    limits.limits());
            return output.one(session, shop.catalog().addVariant(variant), ALL_COLUMNS);
        });
    }
}
