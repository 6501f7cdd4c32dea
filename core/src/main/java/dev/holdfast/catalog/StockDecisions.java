package dev.holdfast.catalog;

import dev.holdfast.Limits;
import dev.holdfast.catalog.ImportResult.StockDifference;
import dev.holdfast.catalog.ImportResult.SupplyDifference;
import dev.holdfast.internal.catalog.KnownLevel;
import dev.holdfast.internal.catalog.OpenedColumns;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.stock.LocationCodes;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.SupplyState;
import dev.holdfast.inventory.LevelSupply;
import dev.holdfast.inventory.Preorder;
import dev.holdfast.inventory.SupplyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides on the stock of imported variants, location by location: what new ones begin with, and where others differ. */
final class StockDecisions {
    /** How a new variant is sold from a location; {@code place} is that of the variant among the new ones, from 1. */
    record NewSupply(int place, LocationRow location, SupplyChange change) {}

    /** The locations that an import is about, by their codes; one of them is its own. */
    record Places(String own, Map<String, LocationRow> byCode) {}

    private final Places places;
    private final Map<StockKey, KnownLevel> known;
    private final List<StockDifference> stockDifferences = new ArrayList<>();
    private final List<SupplyDifference> supplyDifferences = new ArrayList<>();
    private final List<NewSupply> newSupplies = new ArrayList<>();
    private final OpenedColumns opened = new OpenedColumns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private int withoutStock;

    StockDecisions(Places places, Map<StockKey, KnownLevel> known) {
        this.places = places;
        this.known = known;
    }

    /** Checks the stock of a variant; {@code id} is null if it is new. */
    void check(Validation checks, VariantImport variant, @Nullable Long id) {
        check(checks, "", places.own(), variant.stock(), id);
        variant.elsewhere().forEach((code, stock) -> {
            String pointer = "/elsewhere/" + code;
            checks.that(
                    !code.equals(places.own()) || variant.stock().equals(StockImport.NONE),
                    pointer,
                    "is the location of the import, whose stock is there already");
            check(checks, pointer, code, stock, id);
        });
    }

    private void check(Validation checks, String pointer, String code, StockImport stock, @Nullable Long id) {
        LocationRow location = places.byCode().get(code);
        if (location == null) {
            checks.fail(pointer, LocationCodes.isNone(code));
            return;
        }
        Integer units = stock.stockQuantity();
        if (units != null) {
            checks.between(pointer + "/stock_quantity", units, 0, Limits.STOCK);
            checks.that(
                    location.active() || units <= 0 || id != null,
                    pointer + "/stock_quantity",
                    units + " units cannot be received, because the location " + code + " is not active");
        }
        if (!stock.supply().equals(SupplyChange.NONE)) {
            changed(supply(id == null ? 0 : id, location), stock.supply()).check(checks, pointer);
        }
    }

    /** A new variant, at a place among the new ones from 1. */
    void add(int place, VariantImport variant) {
        boolean isKnown =
                isKnown(variant.stock()) || !variant.wantedComponents().isEmpty();
        boolean opensDefault = open(place, places.own(), variant.stock());
        for (Map.Entry<String, StockImport> level : variant.elsewhere().entrySet()) {
            isKnown |= isKnown(level.getValue());
            opensDefault |= open(place, level.getKey(), level.getValue());
        }
        if (!opensDefault) {
            open(place, StockKey.DEFAULT_LOCATION, 0);
        }
        withoutStock += isKnown ? 0 : 1;
    }

    // Units that are not counted can be sold whatever is on hand.
    private static boolean isKnown(StockImport stock) {
        return stock.stockQuantity() != null
                || Boolean.FALSE.equals(stock.supply().tracked().value());
    }

    /** Opens the counter of a new variant unless nothing is known of it; returns whether it is the default location's. */
    private boolean open(int place, String code, StockImport stock) {
        LocationRow location = places.byCode().get(code);
        if (location == null) {
            return false;
        }
        SupplyState none = SupplyState.none(0, location.id());
        boolean isSet = !changed(none, stock.supply()).equals(none);
        if (isSet) {
            newSupplies.add(new NewSupply(place, location, stock.supply()));
        }
        if (stock.stockQuantity() == null && !isSet) {
            return false;
        }
        open(place, location.id(), stock.stockQuantity() == null ? 0 : stock.stockQuantity());
        return location.id() == StockKey.DEFAULT_LOCATION;
    }

    private void open(int place, int locationId, int units) {
        opened.places().add((long) place);
        opened.locationIds().add(locationId);
        opened.units().add(units);
    }

    /** A variant that exists. */
    void compare(long id, VariantImport variant) {
        // A kit has no stock of its own, whatever empty columns say.
        if (!variant.wantedComponents().isEmpty()) {
            return;
        }
        compare(id, variant.sku(), places.own(), variant.stock());
        variant.elsewhere().forEach((code, stock) -> compare(id, variant.sku(), code, stock));
    }

    private void compare(long id, String sku, String code, StockImport stock) {
        LocationRow location = places.byCode().get(code);
        if (location == null) {
            return;
        }
        KnownLevel level = known.get(new StockKey(id, location.id()));
        int onHand = level == null ? 0 : level.stockQuantity();
        Integer units = stock.stockQuantity();
        if (units != null && units != onHand) {
            stockDifferences.add(new StockDifference(id, sku, code, onHand, units));
        }
        SupplyState before = supply(id, location);
        if (!changed(before, stock.supply()).equals(before)) {
            supplyDifferences.add(new SupplyDifference(sku, change(before), new LevelSupply(id, code, stock.supply())));
        }
    }

    private SupplyState supply(long id, LocationRow location) {
        KnownLevel level = known.get(new StockKey(id, location.id()));
        return level == null ? SupplyState.none(id, location.id()) : level.supply();
    }

    /** A counter after a change. */
    static SupplyState changed(SupplyState before, SupplyChange change) {
        return before.changed(
                change.safetyStock(),
                change.backorderLimit(),
                change.preorderLimit(),
                change.preorderAvailableAt(),
                change.tracked(),
                change.reorderPoint());
    }

    /** What makes any counter be sold like this one. */
    static SupplyChange change(SupplyState state) {
        Integer preorder = state.preorderLimit();
        return SupplyChange.NONE
                .withSafetyStock(state.safetyStock())
                .withBackorderLimit(state.backorderLimit())
                .withPreorder(
                        preorder == null
                                ? null
                                : new Preorder(preorder, Objects.requireNonNull(state.preorderAvailableAt())))
                .withTracked(state.tracked())
                .withReorderPoint(state.reorderPoint());
    }

    /** The counters of the new variants. */
    OpenedColumns opened() {
        return opened;
    }

    /** How the new variants are sold. */
    List<NewSupply> newSupplies() {
        return newSupplies;
    }

    long unitsReceived() {
        return opened.units().stream().mapToLong(Integer::longValue).sum();
    }

    int withoutStock() {
        return withoutStock;
    }

    List<StockDifference> stockDifferences() {
        return stockDifferences;
    }

    List<SupplyDifference> supplyDifferences() {
        return supplyDifferences;
    }
}
