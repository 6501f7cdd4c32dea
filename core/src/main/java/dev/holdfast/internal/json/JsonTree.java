package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stored JSON as maps, lists, strings, Booleans, Longs and, for other numbers, BigDecimals, for packages that do not know
 * the JSON library. Null values are left out.
 */
public final class JsonTree {
    private JsonTree() {}

    /** Writes a map or a list. */
    public static String write(Object tree) {
        return Json.write(Json.MAPPER.valueToTree(tree));
    }

    /** Reads an object. */
    public static Map<String, Object> object(String json) {
        return object(Json.read(json));
    }

    /** Reads a list of objects. */
    public static List<Map<String, Object>> objects(String json) {
        List<Map<String, Object>> objects = new ArrayList<>();
        Json.read(json).forEach(node -> objects.add(object(node)));
        return objects;
    }

    private static Map<String, Object> object(JsonNode node) {
        Map<String, Object> object = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            Object value = value(entry.getValue());
            if (value != null) {
                object.put(entry.getKey(), value);
            }
        });
        return object;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            return object(node);
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> {
                Object value = value(element);
                if (value != null) {
                    list.add(value);
                }
            });
            return list;
        }
        return scalar(node);
    }

    /** A string, a Boolean, or a number as a Long or a BigDecimal; null for null. */
    static Object scalar(JsonNode node) {
        if (node.isNumber()) {
            return Json.number(node);
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
    }
}
