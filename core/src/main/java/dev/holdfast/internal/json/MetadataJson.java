package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.Limits;
import dev.holdfast.Patch;
import dev.holdfast.internal.input.Validation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Metadata: a JSON object of the host's own, as a map that cannot be changed at any depth. Its values are strings,
 * Booleans, Longs, BigDecimals, lists and maps; a list can have nulls. Members are in the order of their names, because
 * the database keeps an order of its own, and what was decided must read like what was stored. No metadata is the empty
 * map, and null in the database.
 */
public final class MetadataJson {
    private static final String POINTER = "/metadata";

    private MetadataJson() {}

    /** A copy that its giver cannot change. What is nested too deep to be metadata is left as it is, for {@link #check}. */
    public static <V extends @Nullable Object> Map<String, V> copy(Map<String, V> given) {
        return given.isEmpty() ? Map.of() : copy(given, 1);
    }

    // The values of a copy are of the types of the values that were copied.
    @SuppressWarnings("unchecked")
    private static <V extends @Nullable Object> Map<String, V> copy(Map<String, V> given, int depth) {
        Map<String, V> copy = new LinkedHashMap<>();
        given.forEach((name, value) -> copy.put(name, (V) copied(value, depth)));
        return Collections.unmodifiableMap(copy);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object copied(@Nullable Object value, int depth) {
        if (depth > Limits.METADATA_DEPTH) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return copy((Map<String, @Nullable Object>) map, depth + 1);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(copied(element, depth + 1)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }

    /** Checks metadata, or a change of it: each name and value, and the length of all of it; null is none. */
    public static void check(Validation checks, @Nullable Map<String, ? extends @Nullable Object> metadata) {
        check(checks, "", metadata);
    }

    /** The same of a thing in a list, which is at a pointer. */
    public static void check(
            Validation checks, String thing, @Nullable Map<String, ? extends @Nullable Object> metadata) {
        if (metadata != null && !metadata.isEmpty()) {
            int errors = checks.count();
            JsonNode node = object(checks, thing + POINTER, metadata, 1);
            if (checks.count() == errors) {
                checkLength(checks, thing + POINTER, Json.write(node));
            }
        }
    }

    /**
     * Applies a change that was {@linkplain #check checked}, as a JSON merge patch (RFC 7396): a member that is null is
     * removed, an object is merged into the one that is there, and any other value replaces what is there. Null instead
     * of a map removes everything.
     *
     * @throws dev.holdfast.InvalidInputException if the result is too long
     */
    public static Map<String, Object> merged(Map<String, Object> present, Patch<Map<String, @Nullable Object>> change) {
        if (!change.present()) {
            return present;
        }
        return change.value() == null ? Map.of() : merged(present, change.value());
    }

    /** The same with a change that is there. */
    public static Map<String, Object> merged(
            Map<String, Object> present, Map<String, ? extends @Nullable Object> change) {
        if (change.isEmpty()) {
            return present;
        }
        Validation checks = new Validation();
        ObjectNode target = object(checks, POINTER, present, 1);
        merge(target, object(checks, POINTER, change, 1));
        String json = Json.write(target);
        checkLength(checks, POINTER, json);
        checks.throwIfAny();
        return read(target);
    }

    /** What new metadata, which was {@linkplain #check checked}, is once it is stored: members that are null are left out. */
    public static Map<String, Object> stored(Map<String, ? extends @Nullable Object> given) {
        return merged(Map.of(), given);
    }

    /** Writes metadata; null for none. */
    public static @Nullable String write(Map<String, Object> metadata) {
        return metadata.isEmpty() ? null : JsonTree.write(metadata);
    }

    /** Reads what {@link #write} wrote. */
    public static Map<String, Object> read(@Nullable String json) {
        return json == null ? Map.of() : read(Json.read(json));
    }

    /** Reads metadata from a row's column, whose value may be null. */
    static Map<String, Object> read(JsonNode object) {
        if (object.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> members = new TreeMap<>();
        object.properties().forEach(member -> {
            Object value = value(member.getValue());
            if (value != null) {
                members.put(member.getKey(), value);
            }
        });
        return Collections.unmodifiableMap(members);
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(node.size());
            node.forEach(element -> list.add(value(element)));
            return Collections.unmodifiableList(list);
        }
        return node.isObject() ? read(node) : JsonTree.scalar(node);
    }

    private static void merge(ObjectNode target, ObjectNode change) {
        change.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode changed) {
                ObjectNode merged = target.get(name) instanceof ObjectNode present
                        ? present
                        : JsonNodeFactory.instance.objectNode();
                merge(merged, changed);
                target.set(name, merged);
            } else {
                target.set(name, value);
            }
        });
    }

    private static void checkLength(Validation checks, String pointer, String json) {
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        checks.that(bytes <= Limits.METADATA, pointer, "has " + bytes + " bytes as JSON, more than " + Limits.METADATA);
    }

    private static ObjectNode object(
            Validation checks, String pointer, Map<?, ? extends @Nullable Object> map, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            String within = pointer + Json.step(name);
            checks.text(within, name, Limits.WORD);
            object.set(name, node(checks, within, value, depth + 1));
        });
        return object;
    }

    private static JsonNode node(Validation checks, String pointer, @Nullable Object value, int depth) {
        boolean nested = value instanceof Map<?, ?> || value instanceof List<?>;
        if (nested && depth > Limits.METADATA_DEPTH) {
            checks.fail(pointer, "is nested deeper than " + Limits.METADATA_DEPTH + " levels");
        } else if (value instanceof Map<?, ?> map) {
            return object(checks, pointer, map, depth);
        } else if (value instanceof List<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < list.size(); i++) {
                array.add(node(checks, pointer + "/" + i, list.get(i), depth + 1));
            }
            return array;
        } else if (value != null) {
            return AttributesJson.scalar(checks, pointer, value, Limits.METADATA, "a JSON value");
        }
        return JsonNodeFactory.instance.nullNode();
    }
}
