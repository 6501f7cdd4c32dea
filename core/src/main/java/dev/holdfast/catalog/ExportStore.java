package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.catalog.ImportStore.KnownVariant;
import dev.holdfast.catalog.ImportStore.ProductState;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.stock.StockKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The SQL of exports: two statements for a page. */
final class ExportStore {
    private static final String PRODUCTS_PAGE = """
            select id, handle, name, nullif(description, '') as description, base_price, currency, category from #products
            where id > :after order by id limit :limit
            """;

    private static final String VARIANTS_OF = """
            select v.id, v.product_id, v.sku, v.name, v.price, v.attributes, s.stock_quantity
            from #variants v left join #stock s on s.variant_id = v.id and s.location_id = :location_id
            where v.product_id = any(cast(:product_ids as bigint[])) order by v.product_id, v.id
            """;

    private final Database database;
    private final String productsPage;
    private final String variantsOf;

    ExportStore(Database database) {
        this.database = database;
        productsPage = database.sql(PRODUCTS_PAGE);
        variantsOf = database.sql(VARIANTS_OF);
    }

    Page<ProductImport> list(PageRequest page) {
        long after = Paging.after(page);
        return database.read(handle -> {
            List<ProductState> rows = handle.createQuery(productsPage)
                    .bind("after", after)
                    .bind("limit", page.limit() + 1)
                    .map((row, context) -> ImportStore.product(row))
                    .list();
            Page<ProductState> shown = Paging.page(rows, page, ImportStore::id, product -> product);
            Map<Long, List<KnownVariant>> variants = handle
                    .createQuery(variantsOf)
                    .bind("location_id", StockKey.DEFAULT_LOCATION)
                    .bind(
                            "product_ids",
                            shown.items().stream().map(ProductState::id).toArray(Long[]::new))
                    .map((row, context) -> ImportStore.variant(row))
                    .stream()
                    .collect(Collectors.groupingBy(KnownVariant::productId));
            return new Page<>(
                    shown.items().stream()
                            .map(product ->
                                    exported(product, variants.getOrDefault(ImportStore.id(product), List.of())))
                            .toList(),
                    shown.nextCursor());
        });
    }

    private static ProductImport exported(ProductState product, List<KnownVariant> variants) {
        return new ProductImport(
                product.handle(),
                Patch.set(product.name()),
                Patch.set(product.basePrice()),
                Patch.set(product.description()),
                Patch.set(product.category()),
                variants.stream().map(variant -> exported(product, variant)).toList());
    }

    private static VariantImport exported(ProductState product, KnownVariant variant) {
        Long price = variant.state().price();
        return new VariantImport(
                variant.state().sku(),
                Patch.set(variant.state().name()),
                Patch.set(
                        price == null
                                ? null
                                : new Money(price, product.basePrice().currency())),
                Patch.set(variant.state().attributes()),
                variant.onHand());
    }
}
