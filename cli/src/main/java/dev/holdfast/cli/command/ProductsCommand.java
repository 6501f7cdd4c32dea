package dev.holdfast.cli.command;

import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.catalog.ProductSort;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Amounts;
import dev.holdfast.cli.input.EnumCandidates;
import dev.holdfast.cli.input.NamedValues;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code holdfast products}. */
@Command(name = "products", description = "Lists, shows, adds and changes products.")
final class ProductsCommand extends CommandGroup {
    private static final List<Column> COLUMNS = Column.list("id# handle! name base_price# currency category~ status");

    static final List<Column> ALL_COLUMNS = Column.list(
            "id# handle name description base_price# currency category status created_at updated_at metadata");

    ProductsCommand(Session session) {
        super(session);
    }

    /** Statuses for completion. */
    static final class Statuses extends EnumCandidates {
        Statuses() {
            super(ProductStatus.values());
        }
    }

    @Command(
            name = "list",
            description = "Lists products by id.",
            footer = {
                "",
                "Examples:",
                "  holdfast products list --category apparel",
                "  holdfast products list -q shirt -o json",
                "  holdfast products list --attribute color=red --available --sort=-created_at"
            })
    int list(
            @Option(
                            names = {"-q", "--query"},
                            paramLabel = "TEXT",
                            description = "Only products with this text in their name or handle.")
                    @Nullable
                    String query,
            @Option(
                            names = "--category",
                            paramLabel = "PATH",
                            description = "Only products of this category and its subcategories.")
                    @Nullable
                    String category,
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            completionCandidates = Statuses.class,
                            description = "Only products with this status: active, draft or archived.")
                    @Nullable
                    ProductStatus status,
            @Option(
                            names = {"-a", "--attribute"},
                            paramLabel = "NAME=VALUE",
                            description =
                                    "Only products with a variant that has this attribute, such as color=red. May be repeated.")
                    @Nullable
                    List<String> attributes,
            @Option(
                            names = "--available",
                            negatable = true,
                            description =
                                    "Only products of which a variant can be had now; with --no-available, of which none can.")
                    @Nullable
                    Boolean available,
            @Option(
                            names = "--sort",
                            paramLabel = "FIELD",
                            converter = Sort.class,
                            completionCandidates = Sort.class,
                            description =
                                    "The order: id, name, created_at or base_price, with a leading - the other way"
                                            + " round. Default: id.")
                    @Nullable
                    ProductSort sort,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        ProductFilter filter = new ProductFilter(null, category, query, status)
                .withAttributes(NamedValues.texts("/attribute", attributes))
                .withAvailable(available);
        ProductSort order = sort == null ? ProductSort.ID : sort;
        return session.work(
                shop -> output.page(session, shop.catalog().products(filter, order, page.request()), COLUMNS));
    }

    /** Reads the order of a list, and completes it. */
    static final class Sort implements ITypeConverter<ProductSort>, Iterable<String> {
        @Override
        public ProductSort convert(String value) {
            return Arrays.stream(ProductSort.values())
                    .filter(sort -> sort.word().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + String.join(", ", this) + " but was '" + value + "'"));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(ProductSort.values()).map(ProductSort::word).iterator();
        }
    }

    @Command(
            name = "show",
            description = "Shows a product.",
            footer = {
                "",
                "Examples:",
                "  holdfast products show basic-tee",
                "  holdfast products show 12 -o json",
                "  holdfast products show handle:2026"
            })
    int show(
            @Parameters(
                            paramLabel = "PRODUCT",
                            completionCandidates = Codes.Products.class,
                            description = "Its handle or id. Write a handle that consists of digits as handle:2026.")
                    String product,
            @Mixin OutputOptions output) {
        return session.work(shop -> output.one(session, References.product(shop, product), ALL_COLUMNS));
    }

    @Command(
            name = "add",
            description = "Adds a product. It is sold as its variants: see variants add.",
            footer = {
                "",
                "Examples:",
                "  holdfast products add --name \"Basic Tee\" --base-price 19.90 --category apparel/shirts",
                "  holdfast products add --name Mug --base-price 1200 --currency JPY --handle mug"
            })
    int add(
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its display name.")
                    String name,
            @Option(
                            names = {"--base-price", "--price"},
                            required = true,
                            paramLabel = "AMOUNT",
                            description = "The price of its variants without a price of their own, such as 19.90.")
                    String basePrice,
            @Option(
                            names = "--currency",
                            paramLabel = "CODE",
                            description = "The currency of the price, such as EUR. Default: HOLDFAST_CURRENCY.")
                    @Nullable
                    String currency,
            @Option(
                            names = "--handle",
                            paramLabel = "HANDLE",
                            description = "Its name in URLs and scripts. Default: derived from the name.")
                    @Nullable
                    String handle,
            @Option(names = "--description", paramLabel = "TEXT", description = "Its description.") @Nullable
                    String description,
            @Option(
                            names = "--category",
                            paramLabel = "PATH",
                            description = "Its category, a path such as apparel/shirts.")
                    @Nullable
                    String category,
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            defaultValue = "active",
                            completionCandidates = Statuses.class,
                            description = "active, draft or archived; only active products are sold. Default:"
                                    + " ${DEFAULT-VALUE}.")
                    ProductStatus status,
            @Option(
                            names = "--metadata",
                            paramLabel = "NAME=VALUE",
                            description = "Metadata of your own, such as erp-id=4711. May be repeated.")
                    @Nullable
                    List<String> metadata,
            @Mixin OutputOptions output) {
        return session.work(Purpose.SET_UP, (shop, configuration) -> {
            NewProduct product = new NewProduct(
                    name,
                    Amounts.money("/base_price", basePrice, Amounts.currency(currency, configuration.currency())),
                    handle,
                    description,
                    category,
                    status,
                    NamedValues.read("/metadata", metadata));
            return output.one(session, shop.catalog().addProduct(product), ALL_COLUMNS);
        });
    }
}
