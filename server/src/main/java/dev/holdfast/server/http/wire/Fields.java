package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a JSON object one by one and notes all that is wrong with them: missing, of another type, too
 * large, unknown. After the last one {@link #finish()} throws what was noted. A member that is wrong reads as null, or
 * as a value of no meaning where it cannot be null. Not thread-safe.
 */
public final class Fields {
    private final JsonNode object;
    private final String pointer;
    private final List<InvalidInputException.Error> errors;
    private final Set<String> known = new HashSet<>();

    private Fields(JsonNode object, String pointer, List<InvalidInputException.Error> errors) {
        this.object = object;
        this.pointer = pointer;
        this.errors = errors;
    }

    /** The members of a body; of a missing body, none. */
    public static Fields of(JsonNode body) {
        if (!body.isObject() && !body.isMissingNode()) {
            throw new InvalidInputException("", "the body is not an object: " + Values.shown(body));
        }
        return new Fields(body, "", new ArrayList<>());
    }

    /** Notes an error of a member. */
    public void fail(String name, String detail) {
        String step = name.replace("~", "~0").replace("/", "~1");
        errors.add(new InvalidInputException.Error(pointer + "/" + Text.harmless(step), detail));
    }

    /** Whether the member is there, be it null. */
    public boolean has(String name) {
        known.add(name);
        return object.has(name);
    }

    /** A member that is known and not accepted, unless it is null. */
    public void refuse(String name, String why) {
        if (value(name) != null) {
            fail(name, why);
        }
    }

    /** Throws everything that was noted, members that nobody asked for included. */
    public void finish() {
        noteUnknown();
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }

    /** A text of at most so many characters, or null. */
    @Nullable
    public String text(String name, int most) {
        JsonNode value = value(name);
        return value == null ? null : text(name, value, most);
    }

    /** A text that must be there. */
    public String requiredText(String name, int most) {
        return require(name, text(name, most), "");
    }

    /** A text that may be empty, of at most so many characters, or null. */
    @Nullable
    public String freeText(String name, int most) {
        JsonNode value = value(name);
        return value != null && value.isTextual() && value.textValue().isBlank() ? "" : text(name, most);
    }

    /** A user's id: a text, or an integer that stands for its digits. */
    @Nullable
    public String userId(String name, int most) {
        JsonNode value = value(name);
        return value != null && value.isIntegralNumber() ? value.asText() : text(name, most);
    }

    /** True or false, or null. */
    @Nullable
    public Boolean truth(String name) {
        JsonNode value = value(name);
        if (value != null && !value.isBoolean()) {
            fail(name, "is not true or false: " + Values.shown(value));
            return null;
        }
        return value == null ? null : (Boolean) value.booleanValue();
    }

    /** A whole number, or null. */
    @Nullable
    public Integer integer(String name, int least, int most) {
        Long number = whole(name, least, most);
        return number == null ? null : number.intValue();
    }

    /** A whole number that must be there. */
    public int requiredInteger(String name, int least, int most) {
        return require(name, integer(name, least, most), least);
    }

    /** The identifier of something, or null. */
    @Nullable
    public Long id(String name) {
        return whole(name, 1, Long.MAX_VALUE);
    }

    /** An identifier that must be there. */
    public long requiredId(String name) {
        return require(name, id(name), 1L);
    }

    /** An amount as a decimal number, zero or more: a text such as {@code "19.99"}, or a JSON number. */
    @Nullable
    public BigDecimal amount(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        BigDecimal amount = value.isNumber() ? value.decimalValue() : null;
        if (value.isTextual()) {
            amount = Text.decimal(value.textValue());
        }
        if (amount == null || !Text.isModest(amount)) {
            fail(name, "is not an amount such as \"19.99\": " + Values.shown(value));
            return null;
        }
        if (amount.signum() < 0) {
            fail(name, Values.shown(value) + " is negative");
            return null;
        }
        return amount;
    }

    /** The same, which must be there. */
    public BigDecimal requiredAmount(String name) {
        return require(name, amount(name), BigDecimal.ZERO);
    }

    /** An amount of a currency, or null. */
    @Nullable
    public Money money(String name, Currency currency) {
        BigDecimal amount = amount(name);
        try {
            return amount == null ? null : Money.of(amount, currency);
        } catch (IllegalArgumentException e) {
            fail(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** An amount of a currency that must be there. */
    public Money requiredMoney(String name, Currency currency) {
        return require(name, money(name, currency), Money.zero(currency));
    }

    /** A currency by its code, or null. */
    @Nullable
    public Currency currency(String name) {
        String code = text(name, 3);
        return code == null ? null : Text.currency(name, code, this::fail);
    }

    /** A list of texts; null when it is not there. */
    @Nullable
    public List<String> texts(String name, int most, int mostCharacters) {
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

    /** A list of objects, each read by {@code read}; empty when it is not there. */
    public <T> List<T> objects(String name, int most, Function<Fields, T> read) {
        List<T> objects = new ArrayList<>();
        JsonNode list = list(name, most);
        for (int i = 0; list != null && i < list.size(); i++) {
            Fields fields = new Fields(list.get(i), pointer + "/" + name + "/" + i, errors);
            if (list.get(i).isObject()) {
                objects.add(read.apply(fields));
                fields.noteUnknown();
            } else {
                errors.add(new InvalidInputException.Error(
                        fields.pointer, "is not an object: " + Values.shown(list.get(i))));
            }
        }
        return objects;
    }

    /** A member of a merge patch that may be emptied by null. */
    public <T> Patch<T> patch(String name, Function<String, @Nullable T> read) {
        return has(name) ? Patch.set(read.apply(name)) : Patch.keep();
    }

    /** A member of a merge patch that null does not empty. */
    public <T> Patch<T> patchRequired(String name, Function<String, @Nullable T> read) {
        if (has(name) && object.get(name).isNull()) {
            fail(name, "cannot be null");
            return Patch.keep();
        }
        return patch(name, read);
    }

    private void noteUnknown() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                fail(name, "is not known here");
            }
        });
    }

    /** The members, or the elements by their index, of what a member holds. */
    public Fields within(String name, JsonNode value) {
        return new Fields(value, pointer + "/" + name, errors);
    }

    /** A member as it came; null when it is not there, or null. */
    @Nullable
    public JsonNode value(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable JsonNode list(String name, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            fail(name, "is not a list: " + Values.shown(value));
            return null;
        }
        if (value.size() > most) {
            fail(name, "has " + value.size() + " elements, more than " + most);
            return null;
        }
        return value;
    }

    private @Nullable String text(String name, JsonNode value, int most) {
        if (!value.isTextual()) {
            fail(name, "is not a text: " + Values.shown(value));
            return null;
        }
        String fault = Text.fault(value.textValue(), most);
        if (fault != null) {
            fail(name, fault);
            return null;
        }
        return value.textValue();
    }

    private @Nullable Long whole(String name, long least, long most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            fail(name, "is not a whole number: " + Values.shown(value));
            return null;
        }
        if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
            fail(name, Values.shown(value) + " is not between " + least + " and " + most);
            return null;
        }
        return value.longValue();
    }

    private <T> T require(String name, @Nullable T value, T otherwise) {
        if (value == null) {
            if (value(name) == null) {
                fail(name, "is missing");
            }
            return otherwise;
        }
        return value;
    }
}
