package dev.holdfast.internal.stock;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The locations of a shop at a version, which rises with each change of one of them. Immutable. */
public final class LocationList {
    private final long version;
    private final Map<Integer, LocationRow> byId = new HashMap<>();
    private final Map<String, LocationRow> byCode = new HashMap<>();
    private final List<LocationRow> sold;

    /** All locations of a shop, in any order. */
    public LocationList(long version, List<LocationRow> rows) {
        this.version = version;
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
}
