package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.internal.input.Validation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a JSON object one by one and collects every error: missing, of the wrong type, too large,
 * unknown. {@link #finish()} throws the errors. Until then a member that is wrong reads as null, or as a placeholder
 * where it cannot be null. Not thread-safe.
 */
public final class Fields {
    private final JsonNode object;
    private final String pointer;
    private final Validation errors;
    private final Set<String> known = new HashSet<>();

    private Fields(JsonNode object, String pointer, Validation errors) {
        this.object = object;
        this.pointer = pointer;
        this.errors = errors;
    }

    /** The members of a body; of a missing body, none. */
    static Fields of(JsonNode body) {
        if (!body.isObject() && !body.isMissingNode()) {
            throw new InvalidInputException("", "the body must be an object, not " + Text.shown(body));
        }
        return new Fields(body, "", new Validation());
    }

    /** Adds an error about a member. */
    public void fail(String name, String detail) {
        String step = name.replace("~", "~0").replace("/", "~1");
        errors.fail(pointer + "/" + Text.harmless(step), detail);
    }

    /** Whether the member is present, even if it is null. */
    public boolean has(String name) {
        known.add(name);
        return object.has(name);
    }

    /** A string that begins with a prefix; null for anything else. */
    public @Nullable String prefixed(String name, String prefix) {
        JsonNode value = value(name);
        return value != null && value.isTextual() && value.textValue().startsWith(prefix) ? value.textValue() : null;
    }

    /** Adds an error if the member is present and not null. */
    public void refuse(String name, String why) {
        if (value(name) != null) {
            fail(name, why);
        }
    }

    /**
     * Ends the reading: members that were not asked for are errors as well.
     *
     * @throws InvalidInputException with all errors, if there are any
     */
    public void finish() {
        checkUnknown();
        errors.throwIfAny();
    }

    /** A string of 1 to {@code most} characters, or null. */
    public @Nullable String text(String name, int most) {
        JsonNode value = value(name);
        return value == null ? null : text(name, value, most);
    }

    /** A string of 1 to {@code most} characters, which is required. */
    public String requiredText(String name, int most) {
        return require(name, text(name, most), "");
    }

    /** A string of up to {@code most} characters, where blank is empty; or null. */
    public @Nullable String freeText(String name, int most) {
        JsonNode value = value(name);
        return value != null && value.isTextual() && value.textValue().isBlank() ? "" : text(name, most);
    }

    /** A user's id: a string, or an integer that stands for its digits; or null. */
    public @Nullable String userId(String name) {
        JsonNode value = value(name);
        return value != null && value.isIntegralNumber() ? value.asText() : text(name, Limits.WORD);
    }

    /** A boolean, or null. */
    public @Nullable Boolean truth(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            fail(name, "must be true or false, not " + Text.shown(value));
            return null;
        }
        return value == null ? null : (Boolean) value.booleanValue();
    }

    /** An integer within bounds, or null. */
    public @Nullable Long whole(String name, long least, long most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            fail(name, "must be an integer, not " + Text.shown(value));
            return null;
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            fail(name, Text.shown(value) + " is not between " + least + " and " + most);
            return null;
        }
        return value.longValue();
    }

    /** An integer within bounds, or null. */
    public @Nullable Integer integer(String name, int least, int most) {
        Long number = whole(name, least, most);
        return number == null ? null : number.intValue();
    }

    /** An integer within bounds, which is required. */
    public int requiredInteger(String name, int least, int most) {
        return require(name, integer(name, least, most), least);
    }

    /** An ISO 8601 time with its offset, or null. */
    public @Nullable Instant instant(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        Instant instant = value.isTextual() ? Text.instant(value.textValue()) : null;
        if (instant == null) {
            fail(name, "must be a time such as \"2026-11-23T12:00:00Z\", not " + Text.shown(value));
        }
        return instant;
    }

    /** The id of something, which is required. */
    public long requiredId(String name) {
        return require(name, whole(name, 1, Long.MAX_VALUE), 1L);
    }

    /** The id of something, or a string of its digits, which is required. An error about a string does not repeat it. */
    public long requiredIdOrDigits(String name) {
        JsonNode value = value(name);
        if (value == null || !value.isTextual()) {
            return requiredId(name);
        }
        Long id = Text.id(value.textValue());
        if (id == null) {
            fail(name, "is a string that names nothing");
        }
        return id == null ? 1 : id;
    }

    /** A decimal amount of zero or more: a string such as {@code "19.99"}, or a number; or null. */
    public @Nullable BigDecimal amount(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        BigDecimal amount = value.isNumber() ? value.decimalValue() : null;
        if (value.isTextual()) {
            amount = Text.decimal(value.textValue());
        }
        if (amount == null || !Text.isModest(amount)) {
            fail(name, "must be an amount such as \"19.99\", not " + Text.shown(value));
            return null;
        }
        if (amount.signum() < 0) {
            fail(name, Text.shown(value) + " is negative");
            return null;
        }
        return amount;
    }

    /** A decimal amount of zero or more, which is required. */
    public BigDecimal requiredAmount(String name) {
        return require(name, amount(name), BigDecimal.ZERO);
    }

    /** An amount of a currency, or null. */
    public @Nullable Money money(String name, Currency currency) {
        BigDecimal amount = amount(name);
        try {
            return amount == null ? null : Money.of(amount, currency);
        } catch (IllegalArgumentException e) {
            fail(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** An amount of a currency, which is required. */
    public Money requiredMoney(String name, Currency currency) {
        return require(name, money(name, currency), Money.zero(currency));
    }

    /** A currency by its ISO 4217 code, or null. */
    public @Nullable Currency currency(String name) {
        String code = text(name, 3);
        if (code == null) {
            return null;
        }
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            fail(name, Text.shown(code) + " is not an ISO 4217 currency code");
            return null;
        }
    }

    /** One of the given values, by its word; or null. */
    public <T> @Nullable T word(String name, T[] values, Function<T, String> word) {
        String text = text(name, Limits.WORD);
        for (T value : values) {
            if (word.apply(value).equals(text)) {
                return value;
            }
        }
        if (text != null) {
            List<String> words = Arrays.stream(values).map(word).toList();
            fail(name, Text.shown(text) + " is not one of " + words);
        }
        return null;
    }

    /** The same, where the member is required; there must be a value. */
    public <T> T requiredWord(String name, T[] values, Function<T, String> word) {
        return require(name, word(name, values, word), values[0]);
    }

    /** A list of strings; null if it is absent. */
    public @Nullable List<String> texts(String name, int most, int mostCharacters) {
        JsonNode list = list(name, most);
        if (list == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        Fields elements = within(name, list);
        for (int i = 0; i < list.size(); i++) {
            String text = elements.text(Integer.toString(i), list.get(i), mostCharacters);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** A list of objects, each read by {@code read}; empty if it is absent. */
    public <T> List<T> objects(String name, int most, Function<Fields, T> read) {
        List<T> objects = new ArrayList<>();
        JsonNode list = list(name, most);
        for (int i = 0; list != null && i < list.size(); i++) {
            T object = object(name + "/" + i, list.get(i), read);
            if (object != null) {
                objects.add(object);
            }
        }
        return objects;
    }

    /** An object, read by {@code read}; null if it is absent. */
    public <T> @Nullable T object(String name, Function<Fields, T> read) {
        JsonNode value = value(name);
        return value == null ? null : object(name, value, read);
    }

    private <T> @Nullable T object(String step, JsonNode value, Function<Fields, T> read) {
        Fields fields = within(step, value);
        if (!value.isObject()) {
            errors.fail(fields.pointer, "must be an object, not " + Text.shown(value));
            return null;
        }
        T object = read.apply(fields);
        fields.checkUnknown();
        return object;
    }

    /** A member of a merge patch that null clears. */
    public <T> Patch<T> patch(String name, Function<String, @Nullable T> read) {
        return has(name) ? Patch.set(read.apply(name)) : Patch.keep();
    }

    /** A member of a merge patch that cannot be null. */
    public <T> Patch<T> patchRequired(String name, Function<String, @Nullable T> read) {
        if (has(name) && object.get(name).isNull()) {
            fail(name, "cannot be null");
            return Patch.keep();
        }
        return patch(name, read);
    }

    /** The members of an object, or the elements of a list, that a member holds. */
    Fields within(String name, JsonNode value) {
        return new Fields(value, pointer + "/" + name, errors);
    }

    /** A member as it was sent; null if it is absent or null. */
    @Nullable
    JsonNode value(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private void checkUnknown() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fail(name, "is not a known field");
            }
        });
    }

    private @Nullable JsonNode list(String name, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            fail(name, "must be a list, not " + Text.shown(value));
            return null;
        }
        if (value.size() > most) {
            fail(name, "has " + value.size() + " elements, more than " + most);
            return null;
        }
        return value;
    }

    private @Nullable String text(String name, JsonNode value, int most) {
        String fault =
                value.isTextual() ? Text.fault(value.textValue(), most) : "must be a string, not " + Text.shown(value);
        if (fault != null) {
            fail(name, fault);
            return null;
        }
        return value.textValue();
    }

    private <T> T require(String name, @Nullable T value, T otherwise) {
        if (value == null && value(name) == null) {
            fail(name, "is missing");
        }
        return value == null ? otherwise : value;
    }
}
