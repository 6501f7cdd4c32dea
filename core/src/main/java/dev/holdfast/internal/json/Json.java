package dev.holdfast.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.input.Validation;
import java.math.BigDecimal;
import java.util.Locale;

/** Parses and writes JSON. The parser accepts one value, no duplicate names, and keeps decimal numbers exact. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int MAX_DIGITS = 100;

    private Json() {}

    /**
     * Parses an object.
     *
     * @throws InvalidInputException if the text is anything else
     */
    static ObjectNode parseObject(String json) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("", "is not valid JSON: " + Validation.shown(e.getOriginalMessage()));
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidInputException("", "is not a JSON object");
    }

    /** Reads JSON that Holdfast has stored. */
    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON is invalid: " + e.getOriginalMessage(), e);
        }
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number as a Long if it is a whole number in that range, otherwise as a BigDecimal. */
    static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        BigDecimal value = node.decimalValue();
        // 1e3 is 1000, as the database writes it.
        return value.scale() < 0 && isModest(value) ? number(new BigIntegerNode(value.toBigIntegerExact())) : value;
    }

    /** Whether a number has few enough digits to be stored and shown in full. */
    static boolean isModest(BigDecimal value) {
        return Math.abs((long) value.scale()) <= MAX_DIGITS && value.precision() <= MAX_DIGITS;
    }

    /** A name as one step of a JSON pointer. */
    static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** A constant as it is written. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant that {@link #word} wrote. */
    static <E extends Enum<E>> E constant(Class<E> type, JsonNode word) {
        return Enum.valueOf(type, word.textValue().toUpperCase(Locale.ROOT));
    }
}
