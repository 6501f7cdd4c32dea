package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.internal.input.Validation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of a variant as JSON: an object whose values are strings, numbers or booleans. */
public final class AttributesJson {
    private AttributesJson() {}

    /**
     * Writes attributes.
     *
     * @throws InvalidInputException if a value is not a string, a number or a boolean, or cannot be stored; it lists every
     *     error, with pointers that start with {@code /attributes}
     */
    public static String write(Map<String, Object> attributes) {
        Validation checks = new Validation();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        attributes.forEach((name, value) -> {
            String pointer = "/attributes" + Json.step(name);
            checks.text(pointer, name, Limits.WORD);
            node.set(name, scalar(checks, pointer, value, Limits.ATTRIBUTE_TEXT, "a string, a number or a boolean"));
        });
        checks.throwIfAny();
        return Json.write(node);
    }

    /**
     * Attributes as they are once they are stored: a number can be of any type before.
     *
     * @throws InvalidInputException see {@link #write}
     */
    public static Map<String, Object> stored(Map<String, Object> attributes) {
        boolean isStored = attributes.values().stream().allMatch(value -> value instanceof String);
        return isStored ? attributes : read(write(attributes));
    }

    /** Reads what {@link #write} wrote: strings, Booleans, Longs and, for other numbers, BigDecimals. */
    public static Map<String, Object> read(String json) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        Json.read(json)
                .properties()
                .forEach(entry -> attributes.put(entry.getKey(), JsonTree.scalar(entry.getValue())));
        return attributes;
    }

    /**
     * A string, a Boolean or a number as JSON; an error is added for anything else.
     *
     * @param most the characters of a string
     * @param accepted what the error says that it must be
     */
    static JsonNode scalar(Validation checks, String pointer, Object value, int most, String accepted) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof String text) {
            checks.optionalText(pointer, text, most);
            return nodes.textNode(text);
        }
        if (value instanceof Boolean truth) {
            return nodes.booleanNode(truth);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return nodes.numberNode(((Number) value).longValue());
        }
        BigDecimal decimal = decimal(value);
        if (decimal != null && Json.isModest(decimal)) {
            return nodes.numberNode(decimal);
        }
        checks.fail(pointer, Validation.shown(String.valueOf(value)) + " is not " + accepted);
        return nodes.nullNode();
    }

    private static @Nullable BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        boolean finite = value instanceof Double && Double.isFinite((Double) value)
                || value instanceof Float && Float.isFinite((Float) value);
        return finite ? new BigDecimal(value.toString()) : null;
    }
}
