package dev.holdfast.catalog;

import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.SqlErrors;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Products and their variants.
 *
 * <p>A change of a price meets the carts that are filled afterwards: lines that are held keep the price at which they
 * were put. Nothing is ever deleted, because orders and the ledger refer to it. Thread-safe.
 *
 * @see dev.holdfast.inventory.Inventory
 */
public final class Catalog {
    /** The most variants of one import. */
    public static final int MAX_IMPORT = 10_000;

    private static final int MAX_REFERENCE = 500;

    private final ProductStore products;
    private final VariantStore variants;
    private final ImportStore imports;
    private final ExportStore exports;

    /** For {@link dev.holdfast.Holdfast}. */
    public Catalog(Database database, Settings settings) {
        this.products = new ProductStore(database, settings.commands().timeout());
        this.variants = new VariantStore(database, settings.commands().timeout());
        this.imports = new ImportStore(database, settings.commands().timeout());
        this.exports = new ExportStore(database);
    }

    /**
     * Adds a product. Without a handle it gets one made from its name, followed by its id when that is taken.
     *
     * @throws TakenException if the handle is taken
     * @throws dev.holdfast.InvalidInputException if a field is missing or out of bounds
     */
    public Product addProduct(NewProduct product) {
        Validation checks = new Validation();
        CatalogChecks.name(checks, product.name());
        CatalogChecks.price(checks, "/base_price", product.basePrice());
        CatalogChecks.description(checks, product.description());
        CatalogChecks.category(checks, product.category());
        if (product.handle() != null) {
            CatalogChecks.handle(checks, product.handle());
        }
        checks.throwIfAny();
        String handle = product.handle() == null ? CatalogChecks.handleFrom(product.name()) : product.handle();
        return naming("handle", handle, () -> products.add(product, handle));
    }

    /**
     * A product.
     *
     * @throws NotFoundException if there is none
     */
    public Product product(long id) {
        return products.find(id).orElseThrow(() -> new NotFoundException("product", "product_id", id));
    }

    /**
     * Changes a product.
     *
     * @throws NotFoundException if there is none
     * @throws TakenException if the handle is taken
     * @throws dev.holdfast.InvalidInputException if a field is out of bounds, or the price is in another currency
     */
    public Product changeProduct(long id, ProductChange change) {
        return naming(
                "handle",
                change.handle().value(),
                () -> products.change(id, now -> {
                    Validation checks = new Validation();
                    Product changed = new Product(
                            id,
                            Objects.requireNonNullElse(change.handle().or(now.handle()), ""),
                            Objects.requireNonNullElse(change.name().or(now.name()), ""),
                            change.description().or(now.description()),
                            Objects.requireNonNullElse(change.basePrice().or(now.basePrice()), now.basePrice()),
                            change.category().or(now.category()),
                            now.createdAt(),
                            now.updatedAt());
                    CatalogChecks.handle(checks, changed.handle());
                    CatalogChecks.name(checks, changed.name());
                    CatalogChecks.description(checks, changed.description());
                    CatalogChecks.category(checks, changed.category());
                    CatalogChecks.price(
                            checks, "/base_price", change.basePrice().or(now.basePrice()));
                    CatalogChecks.sameCurrency(
                            checks,
                            "/base_price",
                            changed.basePrice(),
                            now.basePrice().currency());
                    checks.throwIfAny();
                    return changed;
                }));
    }

    /** Products, by id. */
    public Page<Product> products(ProductFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filter(checks, "/handle", filter.handle());
        InputChecks.filter(checks, "/category", filter.category());
        InputChecks.filter(checks, "/q", filter.query());
        checks.throwIfAny();
        return products.list(filter, page);
    }

    /**
     * Adds a variant, and its stock counter with the units that it starts with.
     *
     * @throws NotFoundException if there is no such product
     * @throws TakenException if the SKU is taken
     * @throws dev.holdfast.InvalidInputException if a field is missing or out of bounds, or the price is in another
     *     currency than the product's
     */
    public Variant addVariant(NewVariant variant) {
        Validation checks = new Validation();
        CatalogChecks.sku(checks, variant.sku());
        if (variant.name() != null) {
            CatalogChecks.name(checks, variant.name());
        }
        if (variant.price() != null) {
            CatalogChecks.price(checks, "/price", variant.price());
        }
        CatalogChecks.attributes(checks, variant.attributes());
        checks.between("/stock_quantity", variant.stockQuantity(), 0, Limits.STOCK);
        checks.throwIfAny();
        return naming("sku", variant.sku(), () -> variants.add(variant));
    }

    /**
     * A variant, with its stock as a buyer sees it now.
     *
     * @throws NotFoundException if there is none
     */
    public Variant variant(long id) {
        return variants.find(id).orElseThrow(() -> new NotFoundException("variant", "variant_id", id));
    }

    /**
     * Changes a variant.
     *
     * @throws NotFoundException if there is none
     * @throws TakenException if the SKU is taken
     * @throws dev.holdfast.InvalidInputException if a field is out of bounds, or the price is in another currency
     */
    public Variant changeVariant(long id, VariantChange change) {
        return naming("sku", change.sku().value(), () -> variants.change(id, change));
    }

    /** Variants, by id, with their stock as a buyer sees it now. */
    public Page<Variant> variants(VariantFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filter(checks, "/sku", filter.sku());
        InputChecks.filter(checks, "/q", filter.query());
        checks.throwIfAny();
        return variants.list(filter, page);
    }

    /**
     * Products in the form in which {@link #importProducts} takes them in, by id, each with all its variants and their
     * units on hand.
     *
     * @see dev.holdfast.Holdfast#within for all pages as of one moment
     */
    public Page<ProductImport> exportProducts(PageRequest page) {
        return exports.list(page);
    }

    /**
     * Takes in what a file of another system tells: adds what is not there, and changes what is different, all of it
     * or nothing. To take in more than one list as a whole, see {@link dev.holdfast.Holdfast#within}. The stock of
     * variants that were there is left alone; the result tells where it is different.
     *
     * @param products with at most {@value #MAX_IMPORT} variants in all, and as many products
     * @param reference the document that the ledger names with the units of new variants; null for none
     * @throws dev.holdfast.InvalidInputException naming everything that is wrong; pointers start with the place of the
     *     product in the list, such as {@code /0/variants/2/price}
     * @throws TakenException if somebody else added one of them at the same moment
     */
    public ImportResult importProducts(List<ProductImport> products, @Nullable String reference) {
        Validation checks = new Validation();
        int count =
                products.stream().mapToInt(product -> product.variants().size()).sum();
        checks.between("", Math.max(count, products.size()), 0, MAX_IMPORT);
        checks.optionalText("/reference", reference, MAX_REFERENCE);
        checks.throwIfAny();
        return imports.run(products, reference);
    }

    private static <T> T naming(String what, @Nullable String value, Supplier<T> write) {
        try {
            return write.get();
        } catch (RuntimeException e) {
            String constraint = SqlErrors.constraint(e);
            if (value != null && constraint != null && constraint.endsWith("_" + what + "_key")) {
                throw new TakenException(what, value);
            }
            throw e;
        }
    }
}
