package dev.holdfast.catalog;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.TakenException;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.SqlErrors;
import dev.holdfast.location.Location;
import dev.holdfast.location.LocationInactiveException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Products and their variants.
 *
 * <p>A new price applies to items that are put into a cart afterwards; items that are reserved keep the price at which
 * they were put. Products and variants are never deleted, because orders and the ledger refer to them; a product that is
 * archived is no longer sold. Thread-safe.
 *
 * @see dev.holdfast.inventory.Inventory
 */
public final class Catalog {
    private final ProductStore products;
    private final VariantStore variants;
    private final ImportStore imports;
    private final ExportStore exports;

    /** For {@link dev.holdfast.Holdfast}. */
    public Catalog(Database database) {
        this.products = new ProductStore(database);
        this.variants = new VariantStore(database);
        this.imports = new ImportStore(database);
        this.exports = new ExportStore(database);
    }

    /**
     * Adds a product. A product without a handle gets one that is derived from its name, followed by its id if that
     * handle is taken.
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
        MetadataJson.check(checks, product.metadata());
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
     * @throws dev.holdfast.InvalidInputException if a field is out of bounds, the price is in another currency, or it is
     *     below the minimum price of a variant that has no price of its own
     */
    public Product changeProduct(long id, ProductChange change) {
        return changeProduct(id, change, now -> true);
    }

    /**
     * Changes a product only if a condition holds of it, at the moment of the change.
     *
     * @param onlyIf called with the product, while it is locked
     * @throws NotFoundException if there is none
     * @throws PreconditionFailedException if the condition does not hold; the product is left as it is
     * @throws TakenException if the handle is taken
     * @throws dev.holdfast.InvalidInputException see {@link #changeProduct(long, ProductChange)}
     */
    public Product changeProduct(long id, ProductChange change, Predicate<? super Product> onlyIf) {
        checkMetadata(change.metadata());
        return naming(
                "handle",
                change.handle().value(),
                () -> products.change(id, onlyIf, now -> {
                    Validation checks = new Validation();
                    Product changed = new Product(
                            id,
                            Objects.requireNonNullElse(change.handle().or(now.handle()), ""),
                            Objects.requireNonNullElse(change.name().or(now.name()), ""),
                            change.description().or(now.description()),
                            Objects.requireNonNullElse(change.basePrice().or(now.basePrice()), now.basePrice()),
                            change.category().or(now.category()),
                            Objects.requireNonNullElse(change.status().or(now.status()), now.status()),
                            MetadataJson.merged(now.metadata(), change.metadata()),
                            now.createdAt(),
                            now.updatedAt());
                    CatalogChecks.handle(checks, changed.handle());
                    CatalogChecks.name(checks, changed.name());
                    CatalogChecks.description(checks, changed.description());
                    CatalogChecks.category(checks, changed.category());
                    CatalogChecks.status(
                            checks, CatalogChecks.word(change.status().or(now.status())));
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

    /**
     * Products, by id.
     *
     * @throws dev.holdfast.InvalidInputException if a value of the filter is too long or one too many, or the cursor is not
     *     one of this list
     */
    public Page<Product> products(ProductFilter filter, PageRequest page) {
        return products(filter, ProductSort.ID, page);
    }

    /** Products, in another order; as {@link #products(ProductFilter, PageRequest)} otherwise. */
    public Page<Product> products(ProductFilter filter, ProductSort sort, PageRequest page) {
        Validation checks = new Validation();
        CatalogChecks.filter(checks, filter);
        checks.throwIfAny();
        return products.list(filter, sort, page);
    }

    /**
     * Products with their variants, the range of their prices, and what of them can be had now. It takes two statements
     * for a page.
     *
     * @throws dev.holdfast.InvalidInputException as {@link #products(ProductFilter, PageRequest)}, and if the page is of
     *     more than {@value Limits#PAGE_WITH_VARIANTS} products
     */
    public Page<ProductWithVariants> productsWithVariants(ProductFilter filter, ProductSort sort, PageRequest page) {
        Validation checks = new Validation();
        CatalogChecks.filter(checks, filter);
        checks.that(
                page.limit() <= Limits.PAGE_WITH_VARIANTS,
                "/limit",
                page.limit() + " is more than " + Limits.PAGE_WITH_VARIANTS + ", the most with variants");
        checks.throwIfAny();
        return products.listWithVariants(filter, sort, page);
    }

    /**
     * A product with its variants.
     *
     * @throws NotFoundException if there is none
     */
    public ProductWithVariants productWithVariants(long id) {
        return products.findWithVariants(id).orElseThrow(() -> new NotFoundException("product", "product_id", id));
    }

    /**
     * Adds a variant with its initial stock.
     *
     * @throws NotFoundException if there is no such product
     * @throws TakenException if the SKU is taken
     * @throws dev.holdfast.InvalidInputException if a field is missing or out of bounds, a price is in another currency
     *     than the product's, the minimum price is above the price, or the limits contradict each other
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
        if (variant.minPrice() != null) {
            CatalogChecks.price(checks, "/min_price", variant.minPrice());
        }
        CatalogChecks.attributes(checks, variant.attributes());
        MetadataJson.check(checks, variant.metadata());
        CatalogChecks.limits(checks, variant.limits());
        checks.between("/stock_quantity", variant.stockQuantity(), 0, Limits.STOCK);
        checks.throwIfAny();
        return naming("sku", variant.sku(), () -> variants.add(variant));
    }

    /**
     * A variant, with its stock level as a buyer sees it now.
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
     * @throws dev.holdfast.InvalidInputException if a field is out of bounds, a price is in another currency, or the price
     *     is below the minimum price, or the limits contradict each other
     */
    public Variant changeVariant(long id, VariantChange change) {
        return changeVariant(id, change, now -> true);
    }

    /**
     * Changes a variant only if a condition holds of it, at the moment of the change.
     *
     * @param onlyIf called with the variant, while it is locked; its stock level is not
     * @throws NotFoundException if there is none
     * @throws PreconditionFailedException if the condition does not hold; the variant is left as it is
     * @throws TakenException if the SKU is taken
     * @throws dev.holdfast.InvalidInputException see {@link #changeVariant(long, VariantChange)}
     */
    public Variant changeVariant(long id, VariantChange change, Predicate<? super Variant> onlyIf) {
        checkMetadata(change.metadata());
        return naming("sku", change.sku().value(), () -> variants.change(id, onlyIf, change));
    }

    /**
     * Variants, by id, with their stock levels as a buyer sees them now.
     *
     * @throws dev.holdfast.InvalidInputException if a value of the filter is too long or one too many, or the cursor is not
     *     one of this list
     */
    public Page<Variant> variants(VariantFilter filter, PageRequest page) {
        Validation checks = new Validation();
        CatalogChecks.filter(checks, filter);
        checks.throwIfAny();
        return variants.list(filter, page);
    }

    /**
     * Products in the form that {@link #importProducts} accepts, by id, each with all its variants and their stock at
     * all locations where they have any. To read all pages from one snapshot, use {@link dev.holdfast.Holdfast#within}.
     */
    public Page<ProductImport> exportProducts(PageRequest page) {
        return exports.list(null, page);
    }

    /**
     * The same with the stock at one location only.
     *
     * @throws InvalidInputException if there is no such location
     */
    public Page<ProductImport> exportProducts(String location, PageRequest page) {
        return exports.list(location, page);
    }

    /**
     * Imports products from another system: adds those that do not exist and changes those that differ, all or nothing.
     * To import several lists in one transaction, use {@link dev.holdfast.Holdfast#within}. The stock of existing
     * variants is not changed, nor is how they are sold from their locations, so that carts and checkouts need not wait for
     * the import; the result lists the differences. The stock of a variant is that of the default location, unless it
     * names others.
     *
     * @param products at most {@link Limits#IMPORT}, with at most as many variants in total
     * @param reference the document that the ledger names for the initial stock of new variants; null for none
     * @throws dev.holdfast.InvalidInputException listing all errors; pointers start with the index of the product, such
     *     as {@code /0/variants/2/price}
     * @throws TakenException if another caller added one of them at the same time
     */
    public ImportResult importProducts(List<ProductImport> products, @Nullable String reference) {
        return importProducts(products, reference, Location.DEFAULT);
    }

    /**
     * The same where the stock of a variant is that of another location, unless it names others.
     *
     * @throws InvalidInputException if there is no such location as well
     * @throws LocationInactiveException if the location is not active
     */
    public ImportResult importProducts(List<ProductImport> products, @Nullable String reference, String location) {
        checkSize(products, reference);
        return imports.run(products, reference, location);
    }

    /**
     * Finds the errors that {@link #importProducts} would throw, and writes nothing.
     *
     * @param products at most {@link Limits#IMPORT}, with at most as many variants in total
     * @return the errors, in the order of the products; empty if there are none
     * @throws dev.holdfast.InvalidInputException if there are too many products
     */
    public List<InvalidInputException.Error> checkImport(List<ProductImport> products) {
        checkSize(products, null);
        try {
            imports.compare(products, false);
            return List.of();
        } catch (InvalidInputException e) {
            return e.errors();
        }
    }

    /**
     * Compares the stock of variants that exist with that of another system, and writes nothing.
     *
     * @param products at most {@link Limits#IMPORT}, with at most as many variants in total; only handles, SKUs and stock
     *     are looked at
     * @return the differences; nothing in it is added or changed
     * @throws dev.holdfast.InvalidInputException listing all errors, among them products and variants that do not exist;
     *     see {@link #importProducts}
     */
    public ImportResult compareStock(List<ProductImport> products) {
        checkSize(products, null);
        return imports.compare(products, true);
    }

    private static void checkSize(List<ProductImport> products, @Nullable String reference) {
        Validation checks = new Validation();
        int count =
                products.stream().mapToInt(product -> product.variants().size()).sum();
        checks.between("", Math.max(count, products.size()), 0, Limits.IMPORT);
        checks.optionalText("/reference", reference, Limits.TEXT);
        checks.throwIfAny();
    }

    private static void checkMetadata(Patch<Map<String, @Nullable Object>> change) {
        Validation checks = new Validation();
        MetadataJson.check(checks, change.value());
        checks.throwIfAny();
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
