package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.TakenException;
import dev.holdfast.internal.catalog.ProductRow;
import dev.holdfast.internal.catalog.ProductSql;
import dev.holdfast.internal.catalog.ProductState;
import dev.holdfast.internal.catalog.VariantSql;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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
                product.status().word());
        boolean mayRename = product.handle() == null;
        Optional<ProductRow> added = insert(state, mayRename);
        // A concurrent caller took the handle. The second attempt sees that and appends the id.
        return added.or(() -> mayRename ? insert(state, true) : Optional.empty())
                .map(ProductStore::product)
                .orElseThrow(() -> new TakenException("handle", handle));
    }

    private Optional<ProductRow> insert(ProductState state, boolean mayRename) {
        return database.write(ProductSql.class, sql -> sql.add(state, mayRename, database.clockTime()));
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
            return changed.equals(now) ? now : product(sql.change(state(changed), database.clockTime()));
        });
    }

    // With the product's lock, under which no variant gets a minimum price above it.
    private static void requireAboveMinimum(VariantSql sql, Product changed) {
        Money price = changed.basePrice();
        Validation checks = new Validation();
        sql.above(List.of(changed.id()), List.of(price.minor()), List.of())
                .forEach(highest -> CatalogChecks.belowMinimum(checks, price, highest));
        checks.throwIfAny();
    }

    Page<Product> list(ProductFilter filter, PageRequest page) {
        long after = Paging.after(page);
        List<ProductRow> rows = database.read(
                ProductSql.class,
                sql -> sql.list(
                        after,
                        filter.handle(),
                        filter.category(),
                        Paging.contains(filter.query()),
                        CatalogChecks.word(filter.status()),
                        page.limit() + 1));
        return Paging.page(rows, page, ProductRow::id, ProductStore::product);
    }

    private static ProductState state(Product product) {
        return new ProductState(
                product.id(),
                product.handle(),
                product.name(),
                product.description(),
                product.basePrice(),
                product.category(),
                product.status().word());
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
                row.createdAt(),
                row.updatedAt());
    }
}
