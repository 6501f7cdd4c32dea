package dev.holdfast.internal.checkout;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Units of a variant that a checkout session was paid for, and of which fewer could be had. */
public record ShortageRow(long variantId, int requested, int available) {
    static String write(List<ShortageRow> shortages) {
        return JsonTree.write(shortages.stream().map(ShortageRow::tree).toList());
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("variant_id", variantId);
        tree.put("requested", requested);
        tree.put("available", available);
        return tree;
    }

    static List<ShortageRow> read(@Nullable String json) {
        return JsonRow.list(json).stream()
                .map(row -> new ShortageRow(
                        row.number("variant_id"), (int) row.number("requested"), (int) row.number("available")))
                .toList();
    }
}
