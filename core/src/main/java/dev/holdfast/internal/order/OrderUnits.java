package dev.holdfast.internal.order;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.json.JsonTree;
import dev.holdfast.pricing.quote.ChargedUnits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Units of an order's item that were charged alike; the total is in minor units of the order's currency. */
public record OrderUnits(int quantity, long total) {
    static List<OrderUnits> of(List<ChargedUnits> charged) {
        return charged.stream()
                .map(units -> new OrderUnits(units.quantity(), units.total().minor()))
                .toList();
    }

    /** Writes the groups of an item; null if all of its units were charged alike. */
    static @Nullable String write(List<ChargedUnits> charged) {
        if (charged.size() == 1) {
            return null;
        }
        return JsonTree.write(of(charged).stream().map(OrderUnits::tree).toList());
    }

    private static Map<String, Object> tree(OrderUnits units) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("quantity", units.quantity);
        object.put("total", units.total);
        return object;
    }

    /** Reads what {@link #write} wrote, as a column of an item. */
    static List<OrderUnits> read(JsonRow item) {
        List<OrderUnits> units = item.rows("units").stream()
                .map(row -> new OrderUnits((int) row.number("quantity"), row.number("total")))
                .toList();
        return units.isEmpty() ? List.of(new OrderUnits((int) item.number("quantity"), item.number("total"))) : units;
    }
}
