package dev.holdfast.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.input.Validation;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, read one by one: what is absent or null is null, what is wrong is noted and null, and
 * what nobody asked for is an error in the end.
 */
final class Fields {
    private static final int MOST_ENTRIES = 1000;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final JsonNode object;
    private final String pointer;
    private final Validation checks;
    private final Set<String> known = new HashSet<>();

    private Fields(JsonNode object, String pointer, Validation checks) {
        this.object = object;
        this.pointer = pointer;
        this.checks = checks;
    }

    /** The object that a text is. Throws {@link InvalidInputException} when it is none. */
    static ObjectNode parse(String json) {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidInputException("", "is no JSON: " + Validation.shown(e.getOriginalMessage()));
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidInputException("", "is no JSON object");
    }

    static Fields of(ObjectNode object, Validation checks) {
        return new Fields(object, "", checks);
    }

    String pointer(String name) {
        return pointer + Json.step(name);
    }

    boolean has(String name) {
        return value(name) != null;
    }

    void fail(String name, String detail) {
        checks.fail(pointer(name), detail);
    }

    /** Notes every field that was not asked for; {@code whose} such as " of percent_off" may say more. */
    void refuseOthers(String whose) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                checks.fail(pointer + Json.step(shownName(name)), "is not a known field" + whose);
            }
        });
    }

    @Nullable
    Fields object(String name) {
        JsonNode node = value(name);
        if (node == null || node.isObject()) {
            return node == null ? null : new Fields(node, pointer(name), checks);
        }
        return wrong(name, node, "an object");
    }

    @Nullable
    Fields requireObject(String name) {
        requirePresent(name);
        return object(name);
    }

    /** The objects of a list. */
    List<Fields> objects(String name) {
        return list(
                name, (at, node) -> node.isObject() ? new Fields(node, at, checks) : wrongAt(at, node, "an object"));
    }

    boolean isEmptyList(String name) {
        JsonNode node = value(name);
        return node != null && node.isArray() && node.isEmpty();
    }

    @Nullable
    String requireText(String name, int most) {
        requirePresent(name);
        return text(name, most);
    }

    @Nullable
    String text(String name, int most) {
        JsonNode node = value(name);
        if (node == null) {
            return null;
        }
        return node.isTextual() ? checkedText(pointer(name), node.textValue(), most) : wrong(name, node, "a text");
    }

    @Nullable
    Boolean truth(String name) {
        JsonNode node = value(name);
        if (node == null || node.isBoolean()) {
            return node == null ? null : (Boolean) node.booleanValue();
        }
        return wrong(name, node, "true or false");
    }

    @Nullable
    Integer requireInteger(String name, int least, int most) {
        requirePresent(name);
        return integer(name, least, most);
    }

    @Nullable
    Long requireId(String name) {
        requirePresent(name);
        JsonNode node = value(name);
        return node == null ? null : integer(pointer(name), node, 1, Long.MAX_VALUE);
    }

    @Nullable
    Integer integer(String name, int least, int most) {
        JsonNode node = value(name);
        Long value = node == null ? null : integer(pointer(name), node, least, most);
        return value == null ? null : (Integer) value.intValue();
    }

    /** A decimal number, written as a number or as a text. */
    @Nullable
    BigDecimal decimal(String name) {
        JsonNode node = value(name);
        if (node == null) {
            return null;
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isTextual() && node.textValue().matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")) {
            return new BigDecimal(node.textValue());
        }
        return wrong(name, node, "a decimal number");
    }

    @Nullable
    Instant time(String name) {
        JsonNode node = value(name);
        if (node == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(node.isTextual() ? node.textValue() : "")
                    .toInstant();
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                fail(name, shown(node) + " is not between " + EARLIEST + " and " + LATEST);
                return null;
            }
            return time;
        } catch (DateTimeException e) {
            return wrong(name, node, "a time such as 2026-11-27T00:00:00Z");
        }
    }

    /** One of the constants, in lower case. */
    <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
        JsonNode node = value(name);
        if (node == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (node.isTextual() && word(constant).equals(node.textValue())) {
                return constant;
            }
        }
        String words = Stream.of(type.getEnumConstants()).map(Fields::word).collect(Collectors.joining(", "));
        return wrong(name, node, "one of " + words);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    Set<String> texts(String name, int most) {
        return entries(
                name,
                (at, node) -> node.isTextual() ? checkedText(at, node.textValue(), most) : wrongAt(at, node, "a text"));
    }

    Set<Long> ids(String name) {
        return entries(name, (at, node) -> integer(at, node, 1, Long.MAX_VALUE));
    }

    /** The entries of a list that are as they should be; what is noted against the others says where they stand. */
    <T> Set<T> entries(String name, BiFunction<String, JsonNode, @Nullable T> reader) {
        return new LinkedHashSet<>(list(name, reader));
    }

    /** The same with what is given twice. */
    <T> List<T> list(String name, BiFunction<String, JsonNode, @Nullable T> reader) {
        List<T> entries = new ArrayList<>();
        JsonNode node = value(name);
        if (node != null && !node.isArray()) {
            wrong(name, node, "a list");
        } else if (node != null && node.size() > MOST_ENTRIES) {
            fail(name, node.size() + " entries are more than " + MOST_ENTRIES);
        } else if (node != null) {
            for (int i = 0; i < node.size(); i++) {
                T entry = reader.apply(pointer(name) + '/' + i, node.get(i));
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    private @Nullable Long integer(String at, JsonNode node, long least, long most) {
        if (!node.isIntegralNumber()) {
            return wrongAt(at, node, "a whole number");
        }
        long value =
                node.canConvertToLong() ? node.longValue() : node.decimalValue().signum() * Long.MAX_VALUE;
        if (value < least || !node.canConvertToLong() && value < 0) {
            checks.fail(at, shown(node) + " is less than " + least);
            return null;
        }
        if (value > most || !node.canConvertToLong()) {
            checks.fail(at, shown(node) + " is more than " + most);
            return null;
        }
        return value;
    }

    private @Nullable String checkedText(String at, String value, int most) {
        int before = checks.count();
        checks.text(at, value, most);
        return checks.count() == before ? value : null;
    }

    private void requirePresent(String name) {
        if (!has(name)) {
            fail(name, "is missing");
        }
    }

    private @Nullable JsonNode value(String name) {
        known.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private <T> @Nullable T wrong(String name, JsonNode node, String wanted) {
        return wrongAt(pointer(name), node, wanted);
    }

    private <T> @Nullable T wrongAt(String at, JsonNode node, String wanted) {
        checks.fail(at, shown(node) + " is not " + wanted);
        return null;
    }

    static String shown(JsonNode node) {
        if (node.isContainerNode()) {
            return node.isArray() ? "a list" : "an object";
        }
        if (node.isTextual()) {
            return Validation.shown(node.textValue());
        }
        return node.isNumber() ? shown(node.decimalValue()) : node.asText();
    }

    /** A number as an error message may show it: never thousands of digits. */
    static String shown(BigDecimal value) {
        String text = Json.isModest(value) ? value.toPlainString() : value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    private static String shownName(String name) {
        String shown = Validation.shown(name);
        return shown.substring(1, shown.length() - 1);
    }
}
