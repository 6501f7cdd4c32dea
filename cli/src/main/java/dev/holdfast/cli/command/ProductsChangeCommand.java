package dev.holdfast.cli.command;

import dev.holdfast.Patch;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Patches;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast products change}. */
@Command(
        name = "change",
        description = {"Changes a product. What is not given stays as it is.", "Items that carts hold keep their price."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast products change basic-tee --base-price 17.90",
            "  holdfast products change 12 --name \"Organic Tee\" --handle organic-tee --no-category"
        })
final class ProductsChangeCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "PRODUCT",
            completionCandidates = Codes.Products.class,
            description = "Its handle or id. Write a handle that consists of digits as handle:2026.")
    private String product = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Its new display name.")
    private @Nullable String name;

    @Option(
            names = {"--base-price", "--price"},
            paramLabel = "AMOUNT",
            description = "The new price of its variants without a price of their own, in its currency.")
    private @Nullable String basePrice;

    @Option(names = "--handle", paramLabel = "HANDLE", description = "Its new name in URLs and scripts.")
    private @Nullable String handle;

    @Option(names = "--description", paramLabel = "TEXT", description = "Its new description.")
    private @Nullable String description;

    @Option(names = "--no-description", description = "Remove the description.")
    private boolean noDescription;

    @Option(names = "--category", paramLabel = "PATH", description = "Its new category, a path such as apparel/shirts.")
    private @Nullable String category;

    @Option(names = "--no-category", description = "Remove it from its category.")
    private boolean noCategory;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            completionCandidates = ProductsCommand.Statuses.class,
            description = "Its new status: active, draft or archived. Only active products are sold.")
    private @Nullable ProductStatus status;

    @Mixin
    private MetadataOptions metadata = new MetadataOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    ProductsChangeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.work(shop -> {
            Product before = References.product(shop, product);
            ProductChange change = new ProductChange(
                    Patches.text(name),
                    Patches.text(handle),
                    Patches.text("/description", description, noDescription),
                    Patches.money(
                            "/base_price", basePrice, false, before.basePrice().currency()),
                    Patches.text("/category", category, noCategory),
                    status == null ? Patch.keep() : Patch.set(status),
                    metadata.patch());
            return output.one(session, shop.catalog().changeProduct(before.id(), change), ProductsCommand.ALL_COLUMNS);
        });
    }
}
