package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads members that are objects whose names the client chooses. What is wrong is noted in the fields. */
public final class Attributes {
    private Attributes() {}

    /** An object whose values are texts, numbers or booleans; null when it is not there. */
    public static @Nullable Map<String, Object> scalars(Fields fields, String name) {
        JsonNode value = object(fields, name);
        if (value == null) {
            return null;
        }
        Map<String, Object> scalars = new LinkedHashMap<>();
        Fields members = fields.within(name, value);
        value.properties().forEach(member -> {
            Object scalar = Values.scalar(member.getValue());
            if (scalar == null) {
                members.fail(member.getKey(), "is no text, number or boolean: " + Values.shown(member.getValue()));
            } else {
                scalars.put(member.getKey(), scalar);
            }
        });
        return scalars;
    }

    /** An object whose values are texts; null when it is not there. */
    public static @Nullable Map<String, String> named(Fields fields, String name, int most, int mostCharacters) {
        JsonNode object = object(fields, name);
        Map<String, @Nullable String> read =
                object == null ? null : namedChanges(fields, name, object, most, mostCharacters);
        if (object == null || read == null) {
            return null;
        }
        Map<String, String> named = new LinkedHashMap<>();
        read.forEach((key, value) -> {
            if (value == null) {
                fields.within(name, object).fail(key, "is null");
            } else {
                named.put(key, value);
            }
        });
        return named;
    }

    /** An object of a merge patch whose values are texts, or null to remove one; null when it is not there. */
    public static @Nullable Map<String, @Nullable String> namedChanges(
            Fields fields, String name, int most, int mostCharacters) {
        JsonNode object = object(fields, name);
        return object == null ? null : namedChanges(fields, name, object, most, mostCharacters);
    }

    private static @Nullable Map<String, @Nullable String> namedChanges(
            Fields fields, String name, JsonNode object, int most, int mostCharacters) {
        if (object.size() > most) {
            fields.fail(name, "has " + object.size() + " members, more than " + most);
            return null;
        }
        Map<String, @Nullable String> named = new LinkedHashMap<>();
        Fields members = fields.within(name, object);
        object.properties().forEach(member -> {
            String key = member.getKey();
            String fault = Text.fault(key, mostCharacters);
            if (fault != null) {
                members.fail(key, "the name " + fault);
            } else {
                named.put(key, members.text(key, mostCharacters));
            }
        });
        return named;
    }

    private static @Nullable JsonNode object(Fields fields, String name) {
        JsonNode value = fields.value(name);
        if (value != null && !value.isObject()) {
            fields.fail(name, "is not an object: " + Values.shown(value));
            return null;
        }
        return value;
    }
}
