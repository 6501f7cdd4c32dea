package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.internal.catalog.KnownLevel;
import dev.holdfast.internal.catalog.KnownLevelSql;
import dev.holdfast.internal.catalog.KnownVariant;
import dev.holdfast.internal.catalog.ProductSql;
import dev.holdfast.internal.catalog.ProductState;
import dev.holdfast.internal.catalog.VariantSql;
import dev.holdfast.internal.catalog.VariantState;
import dev.holdfast.internal.kit.KitSql;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.stock.LocationCodes;
import dev.holdfast.internal.stock.LocationSql;
import dev.holdfast.internal.stock.SupplyState;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads products for exports: four statements for a page, and one that finds the location if it is named. */
final class ExportStore {
    private final Database database;

    ExportStore(Database database) {
        this.database = database;
    }

    /** A page of products with their stock at a location; without one, at the default location and all others. */
    Page<ProductImport> list(@Nullable String location, PageRequest page) {
        long after = Paging.after(page);
        return database.read(handle -> {
            if (location != null) {
                LocationCodes.require(handle.attach(LocationSql.class), "/location", location);
            }
            List<ProductState> rows = handle.attach(ProductSql.class).page(after, page.limit() + 1);
            Page<ProductState> shown = Paging.page(rows, page, ExportStore::id, product -> product);
            List<Long> ids = shown.items().stream().map(ExportStore::id).toList();
            List<KnownVariant> found = handle.attach(VariantSql.class).ofProducts(ids);
            Map<Long, List<KnownVariant>> variants =
                    found.stream().collect(Collectors.groupingBy(KnownVariant::productId));
            List<Long> variantIds = found.stream()
                    .map(variant -> Objects.requireNonNull(variant.state().id()))
                    .toList();
            ExportedStock stock = new ExportedStock(
                    location,
                    kits(handle, variantIds),
                    handle.attach(KnownLevelSql.class).everywhere(variantIds, database.clockTime()).stream()
                            .collect(Collectors.groupingBy(
                                    level -> level.supply().variantId())));
            return new Page<>(
                    shown.items().stream()
                            .map(product -> exported(product, variants.getOrDefault(id(product), List.of()), stock))
                            .toList(),
                    shown.nextCursor());
        });
    }

    /** What those of these variants consist of that are kits: the units of each component by its SKU. */
    static Map<Long, Map<String, Integer>> kits(Handle handle, List<Long> variantIds) {
        Map<Long, Map<String, Integer>> kits = new HashMap<>();
        handle.attach(KitSql.class)
                .components(variantIds)
                .forEach(component -> kits.computeIfAbsent(component.kitId(), id -> new LinkedHashMap<>())
                        .put(component.sku(), component.quantity()));
        return kits;
    }

    private static long id(ProductState product) {
        return Objects.requireNonNull(product.id());
    }

    private static ProductImport exported(ProductState product, List<KnownVariant> variants, ExportedStock stock) {
        return new ProductImport(
                product.handle(),
                Patch.set(product.name()),
                Patch.set(product.basePrice()),
                Patch.set(product.description()),
                Patch.set(product.category()),
                Patch.set(ProductStatus.of(product.status())),
                Patch.set(product.metadata()),
                variants.stream()
                        .map(variant -> exported(product, variant, stock))
                        .toList());
    }

    private static VariantImport exported(ProductState product, KnownVariant variant, ExportedStock stock) {
        VariantState state = variant.state();
        Currency currency = product.basePrice().currency();
        return new VariantImport(
                state.sku(),
                Patch.set(state.name()),
                Patch.set(money(state.price(), currency)),
                Patch.set(money(state.minPrice(), currency)),
                Patch.set(state.attributes()),
                Patch.set(state.metadata()),
                VariantLimitsChange.to(VariantLimits.of(state.limits())),
                stock.own(Objects.requireNonNull(state.id())),
                stock.elsewhere(Objects.requireNonNull(state.id())),
                Patch.set(stock.components(Objects.requireNonNull(state.id()))));
    }

    /**
     * The stock of the variants of a page.
     *
     * @param location the only one that is exported; null for all of them
     * @param kits those of the variants that are kits, which have no stock of their own
     */
    private record ExportedStock(
            @Nullable String location, Map<Long, Map<String, Integer>> kits, Map<Long, List<KnownLevel>> byVariant) {
        /** What a kit consists of; null for a variant that is none. */
        @Nullable
        Map<String, Integer> components(long variantId) {
            return kits.get(variantId);
        }

        /** At the location of the export. */
        StockImport own(long variantId) {
            if (kits.containsKey(variantId)) {
                return StockImport.NONE;
            }
            String own = location == null ? LocationCodes.DEFAULT : location;
            return levels(variantId).stream()
                    .filter(level -> level.location().equals(own))
                    .map(ExportedStock::exported)
                    .findFirst()
                    .orElse(new StockImport(0, StockDecisions.change(SupplyState.none(variantId, 0))));
        }

        /** At all others that are exported. */
        Map<String, StockImport> elsewhere(long variantId) {
            Map<String, StockImport> elsewhere = new LinkedHashMap<>();
            if (location == null && !kits.containsKey(variantId)) {
                levels(variantId).stream()
                        .filter(level -> !level.location().equals(LocationCodes.DEFAULT))
                        .forEach(level -> elsewhere.put(level.location(), exported(level)));
            }
            return elsewhere;
        }

        private List<KnownLevel> levels(long variantId) {
            return byVariant.getOrDefault(variantId, List.of());
        }

        private static StockImport exported(KnownLevel level) {
            return new StockImport(level.stockQuantity(), StockDecisions.change(level.supply()));
        }
    }

    private static @Nullable Money money(@Nullable Long minor, Currency currency) {
        return minor == null ? null : new Money(minor, currency);
    }
}
