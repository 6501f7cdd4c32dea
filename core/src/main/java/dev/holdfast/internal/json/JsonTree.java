package dev.holdfast.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
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
        try {
            return Json.MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads an object. */
    public static Map<String, Object> object(String json) {
        return object(Json.read(json));
    }

    /** Reads an object with its members that are null. */
    public static Map<String, @Nullable Object> members(String json) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        Json.read(json).properties().forEach(entry -> members.put(entry.getKey(), value(entry.getValue())));
        return Collections.unmodifiableMap(members);
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
