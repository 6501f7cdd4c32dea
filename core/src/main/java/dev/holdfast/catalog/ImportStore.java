package dev.holdfast.catalog;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.TakenException;
import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.catalog.CatalogMembers;
import dev.holdfast.internal.catalog.KnownLevel;
import dev.holdfast.internal.catalog.KnownLevelSql;
import dev.holdfast.internal.catalog.KnownVariant;
import dev.holdfast.internal.catalog.MinimumPrice;
import dev.holdfast.internal.catalog.ProductColumns;
import dev.holdfast.internal.catalog.ProductSql;
import dev.holdfast.internal.catalog.ProductState;
import dev.holdfast.internal.catalog.VariantColumns;
import dev.holdfast.internal.catalog.VariantSql;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.LocationCodes;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.LocationSql;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.SupplySql;
import dev.holdfast.internal.stock.SupplyState;
import dev.holdfast.location.LocationInactiveException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores imports: a list at a time, with at most eleven statements whatever its length. */
final class ImportStore {
    private final Database database;

    ImportStore(Database database) {
        this.database = database;
    }

    ImportResult run(List<ProductImport> imported, @Nullable String reference, String location) {
        return database.write(handle -> {
            StockDecisions.Places places = places(handle, location, imported);
            if (!Objects.requireNonNull(places.byCode().get(location)).active()) {
                throw new LocationInactiveException(location);
            }
            CatalogImport decided = decided(handle, imported, places, false);
            ProductSql products = handle.attach(ProductSql.class);
            VariantSql variants = handle.attach(VariantSql.class);
            Map<String, Long> ids = new HashMap<>();
            decided.knownProducts
                    .values()
                    .forEach(known -> ids.put(known.handle(), Objects.requireNonNull(known.id())));
            ids.putAll(add(products, decided.productsAdded));
            change(products, decided.productsChanged, decided.knownProducts);
            List<Long> added = add(variants, decided, ids, reference);
            supply(handle.attach(SupplySql.class), decided.stock.newSupplies(), added);
            change(variants, decided.variantsChanged);
            return decided.result(kitDifferences(handle, imported, decided));
        });
    }

    /** The same, without writing anything. */
    ImportResult compare(List<ProductImport> imported, boolean stockOnly) {
        return database.write(handle -> {
            CatalogImport decided =
                    decided(handle, imported, places(handle, LocationCodes.DEFAULT, imported), stockOnly);
            return decided.result(stockOnly ? List.of() : kitDifferences(handle, imported, decided));
        });
    }

    /** The variants that are to consist of something else. */
    private static List<ImportResult.KitDifference> kitDifferences(
            Handle handle, List<ProductImport> imported, CatalogImport decided) {
        List<VariantImport> told = imported.stream()
                .flatMap(product -> product.variants().stream())
                .filter(variant -> variant.components().present())
                .toList();
        if (told.isEmpty()) {
            return List.of();
        }
        Map<String, Long> ids = decided.knownIds();
        Map<Long, Map<String, Integer>> kits = ExportStore.kits(
                handle,
                told.stream()
                        .map(VariantImport::sku)
                        .map(ids::get)
                        .filter(Objects::nonNull)
                        .toList());
        List<ImportResult.KitDifference> differences = new ArrayList<>();
        for (VariantImport variant : told) {
            Map<String, Integer> before = kits.getOrDefault(ids.getOrDefault(variant.sku(), 0L), Map.of());
            Map<String, Integer> wanted = variant.wantedComponents();
            if (!wanted.equals(before)) {
                differences.add(new ImportResult.KitDifference(variant.sku(), before, wanted));
            }
        }
        return differences;
    }

    /** The locations of an import; those that are unknown are left out, unless it is that of the import itself. */
    private static StockDecisions.Places places(Handle handle, String own, List<ProductImport> imported) {
        Set<String> codes = new TreeSet<>();
        codes.add(own);
        for (ProductImport product : imported) {
            product.variants()
                    .forEach(variant -> codes.addAll(variant.elsewhere().keySet()));
        }
        Map<String, LocationRow> byCode = LocationCodes.known(handle.attach(LocationSql.class), codes);
        if (!byCode.containsKey(own)) {
            throw new InvalidInputException("/location", LocationCodes.isNone(own));
        }
        return new StockDecisions.Places(own, byCode);
    }

    private CatalogImport decided(
            Handle handle, List<ProductImport> imported, StockDecisions.Places places, boolean stockOnly) {
        ProductSql products = handle.attach(ProductSql.class);
        VariantSql variants = handle.attach(VariantSql.class);
        // Variants come first: a variant that was found had its product before, so the next statement finds that.
        Map<String, KnownVariant> knownVariants = known(variants, imported);
        Map<StockKey, KnownLevel> levels = levels(handle, knownVariants.values(), places);
        Map<String, ProductState> knownProducts = known(products, imported);
        CatalogImport decided = new CatalogImport(
                knownProducts,
                knownVariants,
                above(variants, knownProducts, knownVariants.keySet(), imported),
                new StockDecisions(places, levels),
                stockOnly);
        decided.decide(imported);
        return decided;
    }

    private Map<StockKey, KnownLevel> levels(
            Handle handle, Collection<KnownVariant> variants, StockDecisions.Places places) {
        List<Long> ids = variants.stream()
                .map(variant -> Objects.requireNonNull(variant.state().id()))
                .toList();
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Integer> locationIds =
                places.byCode().values().stream().map(LocationRow::id).toList();
        Map<StockKey, KnownLevel> levels = new HashMap<>();
        for (KnownLevel level : handle.attach(KnownLevelSql.class).at(ids, locationIds, database.clockTime())) {
            levels.put(new StockKey(level.supply().variantId(), level.supply().locationId()), level);
        }
        return levels;
    }

    private static Map<String, ProductState> known(ProductSql products, List<ProductImport> imported) {
        List<String> handles = imported.stream().map(ProductImport::handle).toList();
        return products.lockAll(handles).stream().collect(Collectors.toMap(ProductState::handle, Function.identity()));
    }

    private static Map<String, KnownVariant> known(VariantSql variants, List<ProductImport> imported) {
        List<String> skus = imported.stream()
                .flatMap(product -> product.variants().stream())
                .map(VariantImport::sku)
                .toList();
        return variants.lockAll(skus).stream()
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

    /** Adds the new variants, and returns their ids in their order. */
    private List<Long> add(
            VariantSql variants, CatalogImport decided, Map<String, Long> productIds, @Nullable String reference) {
        List<CatalogImport.Written> added = decided.variantsAdded;
        if (added.isEmpty()) {
            return List.of();
        }
        List<Long> products = added.stream()
                .map(variant -> Objects.requireNonNull(productIds.get(variant.handle())))
                .toList();
        Map<String, Long> ids = variants.addAll(
                VariantColumns.of(
                        added.stream().map(CatalogImport.Written::variant).toList()),
                products,
                decided.stock.opened(),
                reference,
                audit(
                        added,
                        variant -> Audited.created(
                                database.actor(),
                                CatalogMembers.ofNew(
                                        variant.variant(),
                                        Objects.requireNonNull(productIds.get(variant.handle())),
                                        variant.currency()))),
                database.clockTime());
        return added.stream()
                .map(variant -> {
                    Long id = ids.get(variant.variant().sku());
                    if (id == null) {
                        throw new TakenException("sku", variant.variant().sku());
                    }
                    return id;
                })
                .toList();
    }

    /** Sets how new variants are sold; nobody else sees their counters yet. */
    private void supply(SupplySql sql, List<StockDecisions.NewSupply> supplies, List<Long> ids) {
        List<SupplyState> before = new ArrayList<>();
        List<SupplyState> after = new ArrayList<>();
        for (StockDecisions.NewSupply supply : supplies) {
            SupplyState none = SupplyState.none(
                    ids.get(supply.place() - 1), supply.location().id());
            before.add(none);
            after.add(StockDecisions.changed(none, supply.change()));
        }
        List<String> locations =
                supplies.stream().map(supply -> supply.location().code()).toList();
        SupplyState.write(database, sql, before, after, locations);
        List<SupplyState> untracked =
                after.stream().filter(state -> !state.tracked()).toList();
        if (!untracked.isEmpty()) {
            SupplyState.requireFinished(sql, "tracked");
            sql.untrackOpened(
                    SupplyState.variantIds(untracked),
                    SupplyState.locationIds(untracked),
                    database.actor(),
                    database.clockTime());
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
