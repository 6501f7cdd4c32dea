package dev.holdfast.internal.checkout;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Units of a variant that a checkout session was paid for, and of which fewer could be had. */
public record MissingUnits(long variantId, int requested, int available) {
    static @Nullable String write(List<MissingUnits> missing) {
        return missing.isEmpty()
                ? null
                : JsonTree.write(missing.stream().map(MissingUnits::tree).toList());
    }

    private Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("variant_id", variantId);
        tree.put("requested", requested);
        tree.put("available", available);
        return tree;
    }

    static List<MissingUnits> read(@Nullable String json) {
        return JsonRow.list(json).stream()
                .map(row -> new MissingUnits(
                        row.number("variant_id"), (int) row.number("requested"), (int) row.number("available")))
                .toList();
    }
}
