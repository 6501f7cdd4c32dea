package dev.holdfast.inventory;

import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.LocationCodes;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.LocationSql;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.SupplySql;
import dev.holdfast.internal.stock.SupplyState;
import dev.holdfast.internal.stock.SupplyWrites;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Changes how many variants are sold at once. Thread-safe. */
final class SupplyList {
    private final Database database;

    SupplyList(Database database) {
        this.database = database;
    }

    /** Changes several; returns how many were different before. */
    int change(List<LevelSupply> changes) {
        Validation checks = new Validation();
        checks.between("", changes.size(), 0, Limits.IMPORT);
        checks.throwIfAny();
        return database.write(handle -> {
            SortedMap<StockKey, Integer> places = places(handle, changes);
            SupplySql sql = handle.attach(SupplySql.class);
            List<Long> variantIds =
                    places.keySet().stream().map(StockKey::variantId).toList();
            List<Integer> locationIds =
                    places.keySet().stream().map(StockKey::locationId).toList();
            sql.open(variantIds, locationIds);
            List<SupplyState> before = sql.lockAll(variantIds, locationIds);
            List<SupplyState> after = new ArrayList<>();
            for (SupplyState state : before) {
                int place = Objects.requireNonNull(places.remove(new StockKey(state.variantId(), state.locationId())));
                SupplyChange change = changes.get(place).change();
                SupplyState changed = state.changed(change.safetyStock(), change.backorderLimit());
                changed.check(checks, "/" + place);
                after.add(changed);
            }
            if (!places.isEmpty()) {
                throw new NotFoundException(
                        "variant", "variant_id", places.firstKey().variantId());
            }
            checks.throwIfAny();
            return SupplyWrites.change(database, sql, before, after);
        });
    }

    /** Where in the list the change of each counter is. */
    private static SortedMap<StockKey, Integer> places(Handle handle, List<LevelSupply> changes) {
        List<String> codes =
                changes.stream().map(LevelSupply::location).distinct().toList();
        Map<String, LocationRow> locations = LocationCodes.known(handle.attach(LocationSql.class), codes);
        SortedMap<StockKey, Integer> places = new TreeMap<>();
        Validation checks = new Validation();
        for (int i = 0; i < changes.size(); i++) {
            LevelSupply change = changes.get(i);
            LocationRow location = locations.get(change.location());
            if (location == null) {
                checks.fail("/" + i + "/location", LocationCodes.isNone(change.location()));
            } else {
                checks.that(
                        places.putIfAbsent(new StockKey(change.variantId(), location.id()), i) == null,
                        "/" + i,
                        "is duplicated: variant " + change.variantId() + " at " + change.location());
            }
        }
        checks.throwIfAny();
        return places;
    }
}
