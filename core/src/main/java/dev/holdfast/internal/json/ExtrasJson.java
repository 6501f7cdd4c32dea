package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.internal.Charge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Charges and attributes of carts as JSON. Nearly all carts have none, so that nothing is parsed for these. */
public final class ExtrasJson {
    private static final String NO_CHARGES = "[]";
    private static final String NO_ATTRIBUTES = "{}";

    private ExtrasJson() {}

    /** Writes charges. */
    public static String writeCharges(List<Charge> charges) {
        if (charges.isEmpty()) {
            return NO_CHARGES;
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode(charges.size());
        for (Charge charge : charges) {
            ObjectNode node = array.addObject().put("code", charge.code());
            if (charge.name() != null) {
                node.put("name", charge.name());
            }
            node.put("amount", charge.amount());
        }
        return Json.write(array);
    }

    /** Reads what {@link #writeCharges} wrote. */
    public static List<Charge> readCharges(String json) {
        if (json.equals(NO_CHARGES)) {
            return List.of();
        }
        List<Charge> charges = new ArrayList<>();
        for (JsonNode node : Json.read(json)) {
            charges.add(new Charge(
                    node.required("code").textValue(),
                    node.path("name").textValue(),
                    node.required("amount").longValue()));
        }
        return charges;
    }

    /** Writes attributes. */
    public static String writeAttributes(SortedMap<String, String> attributes) {
        if (attributes.isEmpty()) {
            return NO_ATTRIBUTES;
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        attributes.forEach(node::put);
        return Json.write(node);
    }

    /** Reads what {@link #writeAttributes} wrote. */
    public static SortedMap<String, String> readAttributes(String json) {
        if (json.equals(NO_ATTRIBUTES)) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, String> attributes = new TreeMap<>();
        Json.read(json)
                .properties()
                .forEach(
                        entry -> attributes.put(entry.getKey(), entry.getValue().textValue()));
        return attributes;
    }
}
