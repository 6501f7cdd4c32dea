package dev.holdfast.internal.checkout;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Units of a variant that a checkout session was paid for, and of which fewer could be had.
 *
 * @param component what is short of a kit; null if the variant is no kit
 */
public record ShortageRow(
        long variantId,
        int requested,
        int available,
        @Nullable Component component) {
    /** A component of a kit, and its units. */
    public record Component(long variantId, String sku, int requested, int available) {}

    static String write(List<ShortageRow> shortages) {
        return JsonTree.write(shortages.stream().map(ShortageRow::tree).toList());
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree = tree(variantId, requested, available);
        if (component != null) {
            Map<String, Object> missing = tree(component.variantId, component.requested, component.available);
            missing.put("sku", component.sku);
            tree.put("component", missing);
        }
        return tree;
    }

    private static Map<String, Object> tree(long variantId, int requested, int available) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("variant_id", variantId);
        tree.put("requested", requested);
        tree.put("available", available);
        return tree;
    }

    static List<ShortageRow> read(@Nullable String json) {
        return JsonRow.list(json).stream().map(ShortageRow::of).toList();
    }

    private static ShortageRow of(JsonRow row) {
        JsonRow missing = row.optionalRow("component");
        return new ShortageRow(
                row.number("variant_id"),
                units(row, "requested"),
                units(row, "available"),
                missing == null
                        ? null
                        : new Component(
                                missing.number("variant_id"),
                                missing.text("sku"),
                                units(missing, "requested"),
                                units(missing, "available")));
    }

    private static int units(JsonRow row, String column) {
        return (int) row.number(column);
    }
}
