package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Values of JSON. */
public final class Values {
    private Values() {}

    /** A text, a boolean or a number as Java knows it; null when it is none of them. */
    public static @Nullable Object scalar(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber() && Text.isModest(value.decimalValue())) {
            return value.canConvertToLong() && value.isIntegralNumber()
                    ? (Object) value.longValue()
                    : value.decimalValue();
        }
        return null;
    }

    /** A value as an error may show it. */
    public static String shown(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isArray() ? "a list" : "an object";
        }
        return value.isTextual() ? Text.shown(value.textValue()) : Text.harmless(value.asText());
    }
}
