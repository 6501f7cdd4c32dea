package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.internal.catalog.KnownVariant;
import dev.holdfast.internal.catalog.ProductSql;
import dev.holdfast.internal.catalog.ProductState;
import dev.holdfast.internal.catalog.VariantSql;
import dev.holdfast.internal.catalog.VariantState;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.stock.LocationCodes;
import dev.holdfast.internal.stock.LocationSql;
import dev.holdfast.internal.stock.StockKey;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads products for exports: two statements for a page. */
final class ExportStore {
    private final Database database;

    ExportStore(Database database) {
        this.database = database;
    }

    Page<ProductImport> list(String location, PageRequest page) {
        long after = Paging.after(page);
        return database.read(handle -> {
            int locationId = location.equals(LocationCodes.DEFAULT)
                    ? StockKey.DEFAULT_LOCATION
                    : LocationCodes.require(handle.attach(LocationSql.class), "/location", location)
                            .id();
            List<ProductState> rows = handle.attach(ProductSql.class).page(after, page.limit() + 1);
            Page<ProductState> shown = Paging.page(rows, page, ExportStore::id, product -> product);
            List<Long> ids = shown.items().stream().map(ExportStore::id).toList();
            Map<Long, List<KnownVariant>> variants =
                    handle.attach(VariantSql.class).ofProducts(ids, locationId, database.clockTime()).stream()
                            .collect(Collectors.groupingBy(KnownVariant::productId));
            return new Page<>(
                    shown.items().stream()
                            .map(product -> exported(product, variants.getOrDefault(id(product), List.of())))
                            .toList(),
                    shown.nextCursor());
        });
    }

    private static long id(ProductState product) {
        return Objects.requireNonNull(product.id());
    }

    private static ProductImport exported(ProductState product, List<KnownVariant> variants) {
        return new ProductImport(
                product.handle(),
                Patch.set(product.name()),
                Patch.set(product.basePrice()),
                Patch.set(product.description()),
                Patch.set(product.category()),
                Patch.set(ProductStatus.of(product.status())),
                Patch.set(product.metadata()),
                variants.stream().map(variant -> exported(product, variant)).toList());
    }

    private static VariantImport exported(ProductState product, KnownVariant variant) {
        VariantState state = variant.state();
        Currency currency = product.basePrice().currency();
        return new VariantImport(
                state.sku(),
                Patch.set(state.name()),
                Patch.set(money(state.price(), currency)),
                Patch.set(money(state.minPrice(), currency)),
                Patch.set(state.attributes()),
                Patch.set(state.metadata()),
                variant.stockQuantity(),
                VariantLimitsChange.to(VariantLimits.of(state.limits())));
    }

    private static @Nullable Money money(@Nullable Long minor, Currency currency) {
        return minor == null ? null : new Money(minor, currency);
    }
}
