package dev.holdfast.kit;

import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.NotFoundException;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.kit.KitComponentRow;
import dev.holdfast.internal.kit.KitSql;
import dev.holdfast.internal.kit.NamedVariant;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.LocationSql;
import dev.holdfast.internal.stock.SupplyRow;
import dev.holdfast.internal.stock.SupplySql;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.Shortage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes of kits, in one transaction. All kits are locked first, by the row that has their version, which no command
 * locks; then the counters of those that become kits or cease to be some, in the order of all locks. Not thread-safe.
 */
final class KitWrites {
    private final KitSql sql;
    private final SupplySql supply;
    private final LocationSql locations;
    private final Database database;
    private final List<KitChange> changes;
    private final boolean isList;
    private final Map<Long, String> skus;
    private final Map<Long, List<ComponentUnits>> before = new HashMap<>();

    private KitWrites(Handle handle, Database database, List<KitChange> changes, boolean isList) {
        this.sql = handle.attach(KitSql.class);
        this.supply = handle.attach(SupplySql.class);
        this.locations = handle.attach(LocationSql.class);
        this.database = database;
        this.changes = changes;
        this.isList = isList;
        sql.lock();
        List<Long> named = Stream.concat(
                        changes.stream().map(KitChange::variantId),
                        changes.stream()
                                .flatMap(change -> change.components().stream())
                                .map(ComponentUnits::variantId))
                .distinct()
                .toList();
        this.skus = sql.variants(named).stream().collect(Collectors.toMap(NamedVariant::id, NamedVariant::sku));
        for (KitComponentRow row : sql.components(ids(changes))) {
            before.computeIfAbsent(row.kitId(), any -> new ArrayList<>())
                    .add(new ComponentUnits(row.variantId(), row.quantity()));
        }
    }

    /** Locks what changes are about, and checks them. */
    static KitWrites lock(Handle handle, Database database, List<KitChange> changes, boolean isList) {
        KitWrites writes = new KitWrites(handle, database, changes, isList);
        writes.check();
        return writes;
    }

    /** What a variant consists of. */
    static Kit kit(KitSql sql, long variantId) {
        return new Kit(
                variantId,
                sql.components(List.of(variantId)).stream()
                        .map(row -> new Kit.Component(row.variantId(), row.sku(), row.quantity()))
                        .toList());
    }

    private static List<Long> ids(List<KitChange> changes) {
        return changes.stream().map(KitChange::variantId).toList();
    }

    private String at(int place) {
        return (isList ? "/" + place : "") + "/components";
    }

    private void check() {
        List<Long> kitIds = ids(changes);
        for (long kitId : kitIds) {
            if (!skus.containsKey(kitId)) {
                throw new NotFoundException("variant", "variant_id", kitId);
            }
        }
        Set<Long> kits = new HashSet<>(sql.kitsAmong(List.copyOf(skus.keySet())));
        Map<Long, String> usedBy = new HashMap<>();
        sql.kitsWith(kitIds).stream()
                .filter(row -> !kitIds.contains(row.kitId()))
                .forEach(row -> usedBy.put(row.variantId(), row.sku()));
        for (KitChange change : changes) {
            kits.remove(change.variantId());
            if (!change.components().isEmpty()) {
                kits.add(change.variantId());
            }
        }
        Validation checks = new Validation();
        for (int i = 0; i < changes.size(); i++) {
            KitChange change = changes.get(i);
            String kit = usedBy.get(change.variantId());
            checks.that(
                    kit == null || change.components().isEmpty(),
                    at(i),
                    skus.get(change.variantId()) + " is a component of the kit " + kit + ", so it cannot be a kit");
            for (int j = 0; j < change.components().size(); j++) {
                long componentId = change.components().get(j).variantId();
                String pointer = at(i) + "/" + j + "/variant_id";
                checks.that(skus.containsKey(componentId), pointer, "there is no variant " + componentId);
                checks.that(
                        !kits.contains(componentId),
                        pointer,
                        skus.get(componentId) + " is a kit itself, and kits have no kits as components");
            }
        }
        checks.throwIfAny();
    }

    private List<ComponentUnits> before(KitChange change) {
        return before.getOrDefault(change.variantId(), List.of());
    }

    /** Writes them, and returns how many were different before. */
    int write() {
        List<KitChange> different = changes.stream()
                .filter(change -> !change.components().equals(before(change)))
                .toList();
        if (different.isEmpty()) {
            return 0;
        }
        convert(different.stream()
                .filter(change ->
                        change.components().isEmpty() || before(change).isEmpty())
                .toList());
        long version = sql.raise();
        different.forEach(change -> write(change, version));
        return different.size();
    }

    private void write(KitChange change, long version) {
        long kitId = change.variantId();
        sql.touch(kitId, version);
        sql.removeComponents(kitId);
        sql.addComponents(
                kitId,
                change.components().stream().map(ComponentUnits::variantId).toList(),
                change.components().stream().map(ComponentUnits::quantity).toList());
        sql.audit(
                kitId,
                Audited.changed(database.actor(), members(before(change)), members(change.components())),
                database.clockTime());
    }

    private static Map<String, @Nullable Object> members(List<ComponentUnits> components) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        List<Map<String, Object>> list = new ArrayList<>();
        for (ComponentUnits component : components) {
            Map<String, Object> member = new LinkedHashMap<>();
            member.put("variant_id", component.variantId());
            member.put("quantity", component.quantity());
            list.add(member);
        }
        members.put("components", list.isEmpty() ? null : list);
        return members;
    }

    // The units of a kit are not counted: what carts hold of it is held of its components as well. There is a counter
    // at
    // each location then, so that nobody opens one beside the check.
    private void convert(List<KitChange> converted) {
        if (converted.isEmpty()) {
            return;
        }
        List<LocationRow> places = locations.all();
        List<Long> variantIds = new ArrayList<>();
        List<Integer> locationIds = new ArrayList<>();
        for (long kitId : ids(converted)) {
            for (LocationRow place : places) {
                variantIds.add(kitId);
                locationIds.add(place.id());
            }
        }
        supply.open(variantIds, locationIds);
        supply.lockAll(variantIds, locationIds);
        for (KitChange change : converted) {
            boolean isKit = !change.components().isEmpty();
            if (isKit && !supply.isFinished()) {
                throw new MigrationNotFinishedException("components");
            }
            places.forEach(place -> convert(change.variantId(), place, isKit));
            int inTransit = sql.inTransit(change.variantId());
            if (isKit && inTransit > 0) {
                throw VariantHasStockException.inTransit(change.variantId(), sku(change), inTransit);
            }
        }
    }

    private String sku(KitChange change) {
        return Objects.requireNonNull(skus.get(change.variantId()));
    }

    private void convert(long kitId, LocationRow place, boolean isKit) {
        SupplyRow stock = supply.find(place.key(kitId), database.clockTime()).orElseThrow();
        VariantHasStockException inTheWay = isKit
                ? VariantHasStockException.at(stock, Objects.requireNonNull(skus.get(kitId)), place.code())
                : null;
        if (inTheWay != null) {
            throw inTheWay;
        }
        if (!isKit && stock.heldQuantity() > 0) {
            throw new InsufficientStockException(List.of(new Shortage(kitId, stock.heldQuantity(), 0, place.code())));
        }
        if (stock.tracked() == isKit) {
            supply.track(place.key(kitId), !isKit, database.actor(), database.clockTime());
        }
    }
}
