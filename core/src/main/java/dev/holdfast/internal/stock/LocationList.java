package dev.holdfast.internal.stock;

import dev.holdfast.internal.kit.KitRow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The locations and the kits of a shop at a version, which rises with each change of one of them. Immutable. */
public final class LocationList {
    private final long version;
    private final Map<Integer, LocationRow> byId = new HashMap<>();
    private final Map<String, LocationRow> byCode = new HashMap<>();
    private final List<LocationRow> sold;
    private final Map<Long, KitRow> kits;

    /** All locations of a shop without kits, in any order. */
    public LocationList(long version, List<LocationRow> rows) {
        this(version, rows, Map.of());
    }

    /** All locations of a shop, in any order, and its kits by variant. */
    public LocationList(long version, List<LocationRow> rows, Map<Long, KitRow> kits) {
        this.version = version;
        this.kits = kits;
        rows.forEach(row -> {
            byId.put(row.id(), row);
            byCode.put(row.code(), row);
        });
        this.sold = rows.stream()
                .filter(LocationRow::isSoldFrom)
                .sorted(Comparator.comparingInt(LocationRow::priority).thenComparingInt(LocationRow::id))
                .toList();
    }

    /** Rises with each change. */
    public long version() {
        return version;
    }

    /** The locations that carts take units from, by priority. */
    public List<LocationRow> soldFrom() {
        return sold;
    }

    /** A location by its id; null if there is none. */
    public @Nullable LocationRow byId(int id) {
        return byId.get(id);
    }

    /** A location by its code; null if there is none. */
    public @Nullable LocationRow byCode(String code) {
        return byCode.get(code);
    }

    /** What a variant consists of that is a kit; null for any other. */
    public @Nullable KitRow kit(long variantId) {
        return kits.get(variantId);
    }

    /** The kits by variant. */
    Map<Long, KitRow> kits() {
        return kits;
    }
}
