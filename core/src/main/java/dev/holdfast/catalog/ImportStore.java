package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.TakenException;
import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.catalog.CatalogMembers;
import dev.holdfast.internal.catalog.KnownVariant;
import dev.holdfast.internal.catalog.MinimumPrice;
import dev.holdfast.internal.catalog.ProductColumns;
import dev.holdfast.internal.catalog.ProductSql;
import dev.holdfast.internal.catalog.ProductState;
import dev.holdfast.internal.catalog.VariantColumns;
import dev.holdfast.internal.catalog.VariantSql;
import dev.holdfast.internal.catalog.VariantState;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.LocationCodes;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.LocationSql;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.location.LocationInactiveException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores imports: a list at a time, with at most seven statements whatever its length. */
final class ImportStore {
    private final Database database;

    ImportStore(Database database) {
        this.database = database;
    }

    ImportResult run(List<ProductImport> imported, @Nullable String reference, String location) {
        return database.write(handle -> {
            int locationId = activeLocation(handle, location);
            ProductSql products = handle.attach(ProductSql.class);
            VariantSql variants = handle.attach(VariantSql.class);
            CatalogImport decided = decided(products, variants, imported, locationId);
            Map<String, Long> ids = new HashMap<>();
            decided.knownProducts
                    .values()
                    .forEach(known -> ids.put(known.handle(), Objects.requireNonNull(known.id())));
            ids.putAll(add(products, decided.productsAdded));
            change(products, decided.productsChanged, decided.knownProducts);
            add(variants, decided.variantsAdded, ids, reference, locationId);
            change(variants, decided.variantsChanged);
            return decided.result();
        });
    }

    /** The same, without writing anything. */
    void check(List<ProductImport> imported) {
        database.write(handle -> decided(
                        handle.attach(ProductSql.class),
                        handle.attach(VariantSql.class),
                        imported,
                        StockKey.DEFAULT_LOCATION)
                .result());
    }

    private static int activeLocation(Handle handle, String location) {
        if (location.equals(LocationCodes.DEFAULT)) {
            return StockKey.DEFAULT_LOCATION;
        }
        LocationRow row = LocationCodes.require(handle.attach(LocationSql.class), "/location", location);
        if (!row.active()) {
            throw new LocationInactiveException(location);
        }
        return row.id();
    }

    private CatalogImport decided(
            ProductSql products, VariantSql variants, List<ProductImport> imported, int locationId) {
        // Variants come first: a variant that was found had its product before, so the next statement finds that.
        Map<String, KnownVariant> knownVariants = known(variants, imported, locationId);
        Map<String, ProductState> knownProducts = known(products, imported);
        CatalogImport decided = new CatalogImport(
                knownProducts, knownVariants, above(variants, knownProducts, knownVariants.keySet(), imported));
        decided.decide(imported);
        return decided;
    }

    private static Map<String, ProductState> known(ProductSql products, List<ProductImport> imported) {
        List<String> handles = imported.stream().map(ProductImport::handle).toList();
        return products.lockAll(handles).stream().collect(Collectors.toMap(ProductState::handle, Function.identity()));
    }

    private Map<String, KnownVariant> known(VariantSql variants, List<ProductImport> imported, int locationId) {
        List<String> skus = imported.stream()
                .flatMap(product -> product.variants().stream())
                .map(VariantImport::sku)
                .toList();
        return variants.lockAll(skus, locationId, database.clockTime()).stream()
                .collect(Collectors.toMap(known -> known.state().sku(), Function.identity()));
    }

    /** Minimum prices of variants that are not imported, where the base price of their product falls. */
    private static Map<Long, MinimumPrice> above(
            VariantSql variants,
            Map<String, ProductState> knownProducts,
            Set<String> importedSkus,
            List<ProductImport> imported) {
        Map<Long, Long> lowered = new TreeMap<>();
        for (ProductImport product : imported) {
            ProductState known = knownProducts.get(product.handle());
            Money price = product.basePrice().value();
            if (known != null
                    && price != null
                    && price.minor() < known.basePrice().minor()) {
                lowered.put(Objects.requireNonNull(known.id()), price.minor());
            }
        }
        return lowered.isEmpty()
                ? Map.of()
                : variants
                        .above(List.copyOf(lowered.keySet()), List.copyOf(lowered.values()), List.copyOf(importedSkus))
                        .stream()
                        .collect(Collectors.toMap(MinimumPrice::productId, Function.identity()));
    }

    private Map<String, Long> add(ProductSql products, List<ProductState> added) {
        if (added.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> ids = products.addAll(
                ProductColumns.of(added),
                audit(added, product -> Audited.created(database.actor(), CatalogMembers.of(product))),
                database.clockTime());
        for (ProductState product : added) {
            if (!ids.containsKey(product.handle())) {
                // A concurrent caller added it after it was looked for.
                throw new TakenException("handle", product.handle());
            }
        }
        return ids;
    }

    private void change(ProductSql products, List<ProductState> changed, Map<String, ProductState> known) {
        if (!changed.isEmpty()) {
            products.changeAll(
                    ProductColumns.of(changed),
                    audit(
                            changed,
                            product -> Audited.changed(
                                    database.actor(),
                                    CatalogMembers.of(Objects.requireNonNull(known.get(product.handle()))),
                                    CatalogMembers.of(product))),
                    database.clockTime());
        }
    }

    private void add(
            VariantSql variants,
            List<CatalogImport.Written> added,
            Map<String, Long> ids,
            @Nullable String reference,
            int locationId) {
        if (added.isEmpty()) {
            return;
        }
        List<VariantState> states =
                added.stream().map(CatalogImport.Written::variant).toList();
        List<Long> products = added.stream()
                .map(variant -> Objects.requireNonNull(ids.get(variant.handle())))
                .toList();
        Set<String> written = new HashSet<>(variants.addAll(
                VariantColumns.of(states),
                products,
                added.stream().map(CatalogImport.Written::units).toList(),
                locationId,
                StockKey.DEFAULT_LOCATION,
                reference,
                audit(
                        added,
                        variant -> Audited.created(
                                database.actor(),
                                CatalogMembers.ofNew(
                                        variant.variant(),
                                        Objects.requireNonNull(ids.get(variant.handle())),
                                        variant.currency()))),
                database.clockTime()));
        for (VariantState state : states) {
            if (!written.contains(state.sku())) {
                throw new TakenException("sku", state.sku());
            }
        }
    }

    private void change(VariantSql variants, List<CatalogImport.Changed> changed) {
        if (!changed.isEmpty()) {
            variants.changeAll(
                    VariantColumns.of(
                            changed.stream().map(CatalogImport.Changed::after).toList()),
                    audit(
                            changed,
                            variant -> Audited.changed(
                                    database.actor(),
                                    CatalogMembers.of(variant.before(), variant.currency()),
                                    CatalogMembers.of(variant.after(), variant.currency()))),
                    database.clockTime());
        }
    }

    private <T> AuditColumns audit(List<T> changes, Function<T, Audited> entry) {
        return AuditColumns.of(database.actor(), changes.stream().map(entry).toList());
    }
}
