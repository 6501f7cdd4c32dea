package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads members that are objects with names of the client's choice. Errors are added to the fields. */
public final class Attributes {
    private Attributes() {}

    /** An object whose values are strings, numbers or booleans; null if it is absent. */
    public static @Nullable Map<String, Object> scalars(Fields fields, String name) {
        JsonNode value = object(fields, name);
        if (value == null) {
            return null;
        }
        Map<String, Object> scalars = new LinkedHashMap<>();
        Fields members = fields.within(name, value);
        value.properties().forEach(member -> {
            Object scalar = scalar(member.getValue());
            if (scalar == null) {
                members.fail(
                        member.getKey(), "must be a string, number or boolean, not " + Text.shown(member.getValue()));
            } else {
                scalars.put(member.getKey(), scalar);
            }
        });
        return scalars;
    }

    /** An object whose values are strings; null if it is absent. */
    public static @Nullable Map<String, String> named(Fields fields, String name) {
        JsonNode object = object(fields, name);
        Map<String, @Nullable String> read = object == null ? null : changes(fields, name, object);
        if (object == null || read == null) {
            return null;
        }
        Map<String, String> named = new LinkedHashMap<>();
        read.forEach((key, value) -> {
            if (value == null) {
                fields.within(name, object).fail(key, "cannot be null");
            } else {
                named.put(key, value);
            }
        });
        return named;
    }

    /** An object of a merge patch whose values are strings, or null to remove a member; null if it is absent. */
    public static @Nullable Map<String, @Nullable String> namedChanges(Fields fields, String name) {
        JsonNode object = object(fields, name);
        return object == null ? null : changes(fields, name, object);
    }

    /** An object with any JSON in it, or a merge patch of one, in which null removes a member; null if it is absent. */
    public static @Nullable Map<String, @Nullable Object> json(Fields fields, String name) {
        JsonNode object = object(fields, name);
        return object == null ? null : members(object);
    }

    /** The same, empty if it is absent. */
    public static Map<String, @Nullable Object> optionalJson(Fields fields, String name) {
        Map<String, @Nullable Object> members = json(fields, name);
        return members == null ? Map.of() : members;
    }

    private static Map<String, @Nullable Object> members(JsonNode object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), value(member.getValue())));
        return members;
    }

    private static @Nullable Object value(JsonNode value) {
        if (value.isObject()) {
            return members(value);
        }
        if (value.isArray()) {
            List<@Nullable Object> elements = new ArrayList<>(value.size());
            value.forEach(element -> elements.add(value(element)));
            return elements;
        }
        // The library refuses numbers with too many digits.
        return value.isNumber() ? number(value) : value.isNull() ? null : scalar(value);
    }

    private static @Nullable Map<String, @Nullable String> changes(Fields fields, String name, JsonNode object) {
        if (object.size() > Limits.ATTRIBUTES) {
            fields.fail(name, "has " + object.size() + " members, more than " + Limits.ATTRIBUTES);
            return null;
        }
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        Fields members = fields.within(name, object);
        object.properties().forEach(member -> {
            String key = member.getKey();
            String fault = Text.fault(key, Limits.WORD);
            if (fault != null) {
                members.fail(key, "the name " + fault);
            } else {
                named.put(key, members.text(key, Limits.WORD));
            }
        });
        return named;
    }

    private static @Nullable JsonNode object(Fields fields, String name) {
        JsonNode value = fields.value(name);
        if (value != null && !value.isObject()) {
            fields.fail(name, "must be an object, not " + Text.shown(value));
            return null;
        }
        return value;
    }

    // The string, boolean or number as a Java object; null for any other value.
    private static @Nullable Object scalar(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber() && Text.isModest(value.decimalValue())) {
            return number(value);
        }
        return null;
    }

    private static Object number(JsonNode value) {
        return value.canConvertToLong() && value.isIntegralNumber() ? (Object) value.longValue() : value.decimalValue();
    }
}
