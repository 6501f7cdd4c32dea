package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.Limits;
import dev.holdfast.internal.input.Validation;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One value of a JSON document, and where it stands: a field of an object, or an element of an array. Each method reads it
 * as one type. The result is null if the value is absent or null, or if it is wrong, in which case an error is noted.
 */
final class Field {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final @Nullable JsonNode node;
    private final String pointer;
    private final Validation checks;

    Field(@Nullable JsonNode node, String pointer, Validation checks) {
        this.node = node;
        this.pointer = pointer;
        this.checks = checks;
    }

    boolean isPresent() {
        return node != null;
    }

    void fail(String detail) {
        checks.fail(pointer, detail);
    }

    @Nullable
    Fields object() {
        if (node == null || node.isObject()) {
            return node == null ? null : new Fields(node, pointer, checks);
        }
        return wrong("an object");
    }

    /** The elements of an array; empty if the field is absent. */
    List<Field> list() {
        List<Field> elements = new ArrayList<>();
        if (node != null && !node.isArray()) {
            wrong("an array");
        } else if (node != null && node.size() > Limits.RULE_ENTRIES) {
            fail("has " + node.size() + " entries, more than " + Limits.RULE_ENTRIES);
        } else if (node != null) {
            for (int i = 0; i < node.size(); i++) {
                elements.add(new Field(node.get(i), pointer + '/' + i, checks));
            }
        }
        return elements;
    }

    /** The elements of an array of objects that are objects. */
    List<Fields> objects() {
        return list().stream().map(Field::object).filter(Objects::nonNull).toList();
    }

    /** The distinct elements of an array that can be read. */
    <T> Set<T> set(Function<Field, @Nullable T> reader) {
        Set<T> elements = new LinkedHashSet<>();
        for (Field element : list()) {
            T value = reader.apply(element);
            if (value != null) {
                elements.add(value);
            }
        }
        return elements;
    }

    boolean isEmptyList() {
        return node != null && node.isArray() && node.isEmpty();
    }

    /** A string of 1 to {@code most} characters that a database can store. */
    @Nullable
    String text(int most) {
        if (node == null || !node.isTextual()) {
            return node == null ? null : wrong("a string");
        }
        int errors = checks.count();
        checks.text(pointer, node.textValue(), most);
        return checks.count() == errors ? node.textValue() : null;
    }

    /** A string that can be parsed; {@code wanted} describes it in the error, such as "a time of day such as 18:30". */
    <T> @Nullable T parsed(int most, Function<String, @Nullable T> parser, String wanted) {
        String text = text(most);
        if (text == null) {
            return null;
        }
        try {
            T value = parser.apply(text);
            return value == null ? wrong(wanted) : value;
        } catch (DateTimeException e) {
            return wrong(wanted);
        }
    }

    @Nullable
    Boolean truth() {
        if (node == null || node.isBoolean()) {
            return node == null ? null : (Boolean) node.booleanValue();
        }
        return wrong("true or false");
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(truth());
    }

    @Nullable
    Integer integer(int least, int most) {
        Long value = whole(least, most);
        return value == null ? null : (Integer) value.intValue();
    }

    /** A positive id. */
    @Nullable
    Long id() {
        return whole(1, Long.MAX_VALUE);
    }

    private @Nullable Long whole(long least, long most) {
        if (node == null || !node.isIntegralNumber()) {
            return node == null ? null : wrong("a whole number");
        }
        BigDecimal value = node.decimalValue();
        if (value.compareTo(BigDecimal.valueOf(least)) < 0) {
            fail(shown(value) + " is less than " + least);
        } else if (value.compareTo(BigDecimal.valueOf(most)) > 0) {
            fail(shown(value) + " is more than " + most);
        } else {
            return value.longValueExact();
        }
        return null;
    }

    /** A decimal number, written as a number or as a string. */
    @Nullable
    BigDecimal decimal() {
        if (node == null) {
            return null;
        }
        if (node.isNumber()) {
            return node.decimalValue();
        }
        if (node.isTextual() && node.textValue().matches("-?[0-9]{1,30}(\\.[0-9]{1,30})?")) {
            return new BigDecimal(node.textValue());
        }
        return wrong("a decimal number");
    }

    @Nullable
    Instant time() {
        if (node == null) {
            return null;
        }
        Instant time;
        try {
            time = OffsetDateTime.parse(node.isTextual() ? node.textValue() : "")
                    .toInstant();
        } catch (DateTimeException e) {
            return wrong("a time such as 2026-11-27T00:00:00Z");
        }
        return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? wrong("between " + EARLIEST + " and " + LATEST) : time;
    }

    /** One of the constants, in lower case. */
    <E extends Enum<E>> @Nullable E word(Class<E> type) {
        if (node == null) {
            return null;
        }
        E[] constants = type.getEnumConstants();
        for (E constant : constants) {
            if (node.isTextual() && Json.word(constant).equals(node.textValue())) {
                return constant;
            }
        }
        return wrong("one of " + Stream.of(constants).map(Json::word).collect(Collectors.joining(", ")));
    }

    private <T> @Nullable T wrong(String wanted) {
        fail(shown(Objects.requireNonNull(node)) + " is not " + wanted);
        return null;
    }

    /** A value as an error message may show it. */
    static String shown(JsonNode node) {
        if (node.isContainerNode()) {
            return node.isArray() ? "an array" : "an object";
        }
        if (node.isTextual()) {
            return Validation.shown(node.textValue());
        }
        return node.isNumber() ? shown(node.decimalValue()) : node.asText();
    }

    /** A number as an error message may show it, without thousands of digits. */
    static String shown(BigDecimal value) {
        String text = Json.isModest(value) ? value.toPlainString() : value.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
