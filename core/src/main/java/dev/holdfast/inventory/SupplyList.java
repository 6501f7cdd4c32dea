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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Changes how many variants are sold at once. Thread-safe. */
final class SupplyList {
    private final Database database;

    SupplyList(Database database) {
        this.database = database;
    }

    /** The counters of changes that say whether units are counted, in the order in which they are locked. */
    List<StockKey> toBeSettled(List<LevelSupply> changes) {
        if (changes.stream().noneMatch(SupplyList::saysTracked)) {
            return List.of();
        }
        List<StockKey> keys = new ArrayList<>();
        database.read(handle -> places(handle, changes)).forEach((key, place) -> {
            if (saysTracked(changes.get(place))) {
                keys.add(key);
            }
        });
        return keys;
    }

    private static boolean saysTracked(LevelSupply change) {
        return change.change().tracked().present();
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
            sql.lockAll(variantIds, locationIds);
            List<SupplyState> before = sql.states(variantIds, locationIds);
            List<SupplyState> after = new ArrayList<>();
            List<String> locations = new ArrayList<>();
            for (SupplyState state : before) {
                int place = Objects.requireNonNull(places.get(state.key()));
                SupplyChange change = changes.get(place).change();
                SupplyState changed = change.of(state);
                changed.check(checks, "/" + place);
                after.add(changed);
                locations.add(changes.get(place).location());
            }
            requireAll(places.keySet(), before);
            checks.throwIfAny();
            requireStocked(sql, places, before, after);
            for (int i = 0; i < after.size(); i++) {
                SupplyState state = after.get(i);
                if (state.tracked() != before.get(i).tracked()) {
                    SupplyStore.track(database, sql, state.key(), locations.get(i), state.tracked());
                }
            }
            return SupplyState.write(database, sql, before, after, locations);
        });
    }

    private static void requireStocked(
            SupplySql sql, Map<StockKey, Integer> places, List<SupplyState> before, List<SupplyState> after) {
        Set<Long> kits = Set.copyOf(sql.kitsAmong(SupplyState.variantIds(after)));
        for (int i = 0; i < after.size(); i++) {
            SupplyState state = after.get(i);
            if (kits.contains(state.variantId()) && !state.equals(before.get(i))) {
                throw SupplyStore.kit("/" + places.get(state.key()), before.get(i), state);
            }
        }
    }

    private static void requireAll(Set<StockKey> keys, List<SupplyState> found) {
        if (found.size() < keys.size()) {
            Set<StockKey> missing = new TreeSet<>(keys);
            found.forEach(state -> missing.remove(state.key()));
            throw new NotFoundException(
                    "variant", "variant_id", missing.iterator().next().variantId());
        }
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
