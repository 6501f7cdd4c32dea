package dev.holdfast.catalog;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.TakenException;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.catalog.CatalogMembers;
import dev.holdfast.internal.catalog.ProductList;
import dev.holdfast.internal.catalog.ProductRow;
import dev.holdfast.internal.catalog.ProductSql;
import dev.holdfast.internal.catalog.ProductState;
import dev.holdfast.internal.catalog.VariantOfProduct;
import dev.holdfast.internal.catalog.VariantSql;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Stores products. */
final class ProductStore {
    private final Database database;

    ProductStore(Database database) {
        this.database = database;
    }

    Product add(NewProduct product, String handle) {
        ProductState state = new ProductState(
                null,
                handle,
                product.name(),
                product.description(),
                product.basePrice(),
                product.category(),
                product.status().word(),
                MetadataJson.stored(product.metadata()));
        String metadata = MetadataJson.write(state.metadata());
        boolean mayRename = product.handle() == null;
        Optional<ProductRow> added = insert(state, metadata, mayRename);
        // A concurrent caller took the handle. The second attempt sees that and appends the id.
        return added.or(() -> mayRename ? insert(state, metadata, true) : Optional.empty())
                .map(ProductStore::product)
                .orElseThrow(() -> new TakenException("handle", handle));
    }

    private Optional<ProductRow> insert(ProductState state, @Nullable String metadata, boolean mayRename) {
        Audited audit = Audited.created(database.actor(), CatalogMembers.of(state));
        return database.write(
                ProductSql.class, sql -> sql.add(state, metadata, mayRename, audit, database.clockTime()));
    }

    Optional<Product> find(long id) {
        return database.read(ProductSql.class, sql -> sql.find(id)).map(ProductStore::product);
    }

    Product change(long id, Predicate<? super Product> expected, UnaryOperator<Product> decide) {
        return database.write(handle -> {
            ProductSql sql = handle.attach(ProductSql.class);
            Product now = sql.lock(id)
                    .map(ProductStore::product)
                    .orElseThrow(() -> new NotFoundException("product", "product_id", id));
            if (!expected.test(now)) {
                throw new PreconditionFailedException("product", "product_id", id);
            }
            Product changed = decide.apply(now);
            if (changed.basePrice().compareTo(now.basePrice()) < 0) {
                requireAboveMinimum(handle.attach(VariantSql.class), changed);
            }
            return changed.equals(now) ? now : product(change(sql, now, changed));
        });
    }

    private ProductRow change(ProductSql sql, Product before, Product after) {
        Audited audit =
                Audited.changed(database.actor(), CatalogMembers.of(state(before)), CatalogMembers.of(state(after)));
        return sql.change(state(after), MetadataJson.write(after.metadata()), audit, database.clockTime());
    }

    // With the product's lock, under which no variant gets a minimum price above it.
    private static void requireAboveMinimum(VariantSql sql, Product changed) {
        Money price = changed.basePrice();
        Validation checks = new Validation();
        sql.above(List.of(changed.id()), List.of(price.minor()), List.of())
                .forEach(highest -> CatalogChecks.belowMinimum(checks, price, highest));
        checks.throwIfAny();
    }

    Page<Product> list(ProductFilter filter, ProductSort sort, PageRequest page) {
        List<ProductRow> rows = database.read(rows(filter, sort, page)::read);
        return Paging.page(rows, page, ProductRow::id, ProductStore::product);
    }

    /** Two statements, however many products there are. */
    Page<ProductWithVariants> listWithVariants(ProductFilter filter, ProductSort sort, PageRequest page) {
        ProductList list = rows(filter, sort, page);
        return database.read(handle -> {
            Page<Product> products = Paging.page(list.read(handle), page, ProductRow::id, ProductStore::product);
            return new Page<>(withVariants(handle.attach(VariantSql.class), products.items()), products.nextCursor());
        });
    }

    Optional<ProductWithVariants> findWithVariants(long id) {
        return database.read(handle -> handle.attach(ProductSql.class)
                .find(id)
                .map(row -> withVariants(handle.attach(VariantSql.class), List.of(product(row)))
                        .get(0)));
    }

    private List<ProductWithVariants> withVariants(VariantSql sql, List<Product> products) {
        List<Long> ids = products.stream().map(Product::id).toList();
        Map<Long, List<VariantOfProduct>> variants =
                sql.firstOfProducts(ids, Limits.VARIANTS_SHOWN, database.clockTime()).stream()
                        .collect(Collectors.groupingBy(row -> row.variant().productId()));
        return products.stream()
                .map(product -> withVariants(product, variants.getOrDefault(product.id(), List.of())))
                .toList();
    }

    private static ProductWithVariants withVariants(Product product, List<VariantOfProduct> rows) {
        if (rows.isEmpty()) {
            return new ProductWithVariants(product, List.of(), 0, null, 0);
        }
        VariantOfProduct any = rows.get(0);
        Currency currency = product.basePrice().currency();
        return new ProductWithVariants(
                product,
                rows.stream().map(row -> VariantStore.variant(row.variant())).toList(),
                any.variantCount(),
                new PriceRange(new Money(any.lowest(), currency), new Money(any.highest(), currency)),
                any.productAvailableQuantity());
    }

    private ProductList rows(ProductFilter filter, ProductSort sort, PageRequest page) {
        return new ProductList(
                Paging.cursor(page),
                sort.field(),
                sort.isDescending(),
                filter.ids(),
                filter.handle(),
                filter.category(),
                Paging.contains(filter.query()),
                CatalogChecks.word(filter.status()),
                filter.attributes(),
                filter.available(),
                Paging.moment(filter.createdFrom()),
                Paging.moment(filter.createdTo()),
                page.limit() + 1,
                database.clockTime());
    }

    private static ProductState state(Product product) {
        return new ProductState(
                product.id(),
                product.handle(),
                product.name(),
                product.description(),
                product.basePrice(),
                product.category(),
                product.status().word(),
                product.metadata());
    }

    private static Product product(ProductRow row) {
        return new Product(
                row.id(),
                row.handle(),
                row.name(),
                row.description(),
                row.basePrice(),
                row.category(),
                ProductStatus.of(row.status()),
                row.metadata(),
                row.createdAt(),
                row.updatedAt());
    }
}
