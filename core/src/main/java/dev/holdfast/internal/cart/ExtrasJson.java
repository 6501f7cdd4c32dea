package dev.holdfast.internal.cart;

import dev.holdfast.internal.json.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Charges and attributes of carts as JSON. Most carts have neither, and nothing is parsed for those. */
public final class ExtrasJson {
    private static final String NO_CHARGES = "[]";
    private static final String NO_ATTRIBUTES = "{}";

    private ExtrasJson() {}

    /** Writes charges. */
    public static String writeCharges(List<Charge> charges) {
        if (charges.isEmpty()) {
            return NO_CHARGES;
        }
        List<Map<String, Object>> tree = new ArrayList<>();
        for (Charge charge : charges) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("code", charge.code());
            if (charge.name() != null) {
                object.put("name", charge.name());
            }
            object.put("amount", charge.amount());
            tree.add(object);
        }
        return JsonTree.write(tree);
    }

    /** Reads what {@link #writeCharges} wrote. */
    public static List<Charge> readCharges(String json) {
        if (json.equals(NO_CHARGES)) {
            return List.of();
        }
        return JsonTree.objects(json).stream()
                .map(object -> new Charge(
                        (String) Objects.requireNonNull(object.get("code")), (String) object.get("name"), (Long)
                                Objects.requireNonNull(object.get("amount"))))
                .toList();
    }

    /** Writes attributes. */
    public static String writeAttributes(SortedMap<String, String> attributes) {
        return attributes.isEmpty() ? NO_ATTRIBUTES : JsonTree.write(attributes);
    }

    /** Reads what {@link #writeAttributes} wrote. */
    public static SortedMap<String, String> readAttributes(String json) {
        if (json.equals(NO_ATTRIBUTES)) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, String> attributes = new TreeMap<>();
        JsonTree.object(json).forEach((name, value) -> attributes.put(name, (String) value));
        return attributes;
    }
}
