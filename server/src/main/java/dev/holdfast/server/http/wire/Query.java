package dev.holdfast.server.http.wire;

import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.input.Validation;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters one by one and collects every error. Unknown parameters are errors as well: a misspelt filter
 * must not list everything. {@link #finish()} throws the errors. Not thread-safe.
 */
public final class Query {

    // A comma, and the digits of the largest id.
    private static final int LONGEST_ID = 20;

    private final Map<String, List<String>> parameters;
    private final Set<String> known = new HashSet<>();
    private final Validation errors = new Validation();

    private Query(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /** The parameters of a request. */
    static Query of(Context context) {
        Map<String, List<String>> parameters = new TreeMap<>();
        String query = context.queryString();
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            if (!parameter.isEmpty()) {
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                String value = equals < 0 ? "" : parameter.substring(equals + 1);
                parameters
                        .computeIfAbsent(decoded(name), key -> new ArrayList<>())
                        .add(decoded(value));
            }
        }
        return new Query(parameters);
    }

    // Jetty and Javalin decode leniently and drop what they cannot decode: a filter would be lost, and everything
    // listed.
    private static String decoded(String text) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < text.length(); i++) {
                char character = text.charAt(i);
                if (character == '%') {
                    bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                    i += 2;
                } else if (character < 0x80) {
                    bytes.write(character == '+' ? ' ' : character);
                } else {
                    throw Refusal.malformed("the query is not percent-encoded: " + Text.shown(text));
                }
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException e) {
            throw Refusal.malformed("the query is not percent-encoded UTF-8: " + Text.shown(text));
        }
    }

    /** The names of all parameters. */
    Set<String> names() {
        return parameters.keySet();
    }

    /** Adds an error about a parameter. */
    public void fail(String name, String detail) {
        errors.fail("/" + Text.harmless(name).replace("~", "~0").replace("/", "~1"), detail);
    }

    /**
     * Ends the reading: parameters that were not asked for are errors as well.
     *
     * @throws dev.holdfast.InvalidInputException with all errors, if there are any
     */
    public void finish() {
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> fail(name, "is not a known parameter"));
        errors.throwIfAny();
    }

    /** A string of 1 to {@value Limits#TEXT} characters, or null. */
    public @Nullable String text(String name) {
        known.add(name);
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return null;
        }
        String fault =
                values.size() > 1 ? "is given " + values.size() + " times" : Text.fault(values.get(0), Limits.TEXT);
        if (fault != null) {
            fail(name, fault);
            return null;
        }
        return values.get(0);
    }

    /** A string, where an empty value is the same as no parameter; or null. */
    public @Nullable String optional(String name) {
        known.add(name);
        return List.of("").equals(parameters.get(name)) ? null : text(name);
    }

    /**
     * An integer within bounds, or null.
     *
     * @param text the value of the parameter, null if there is none
     */
    public @Nullable Long whole(String name, @Nullable String text, long least, long most) {
        if (text == null) {
            return null;
        }
        // Longer numbers exceed a long, and no parameter can be below -10^18.
        if (!text.matches("-?[0-9]{1,18}|[0-9]{19}")) {
            fail(name, "must be an integer between " + least + " and " + most + ", not " + Text.shown(text));
            return null;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Nineteen digits can exceed a long; reported below.
        }
        fail(name, text + " is not between " + least + " and " + most);
        return null;
    }

    /** An id, or null. */
    public @Nullable Long id(String name) {
        return whole(name, text(name), 1, Long.MAX_VALUE);
    }

    /** Ids, in one parameter separated by commas, in several, or both; empty if there are none. */
    public List<Long> ids(String name) {
        List<Long> ids = new ArrayList<>();
        for (String list : texts(name, Limits.FILTER_VALUES * LONGEST_ID)) {
            for (String text : list.split(",", -1)) {
                Long id = whole(name, text, 1, Long.MAX_VALUE);
                if (id != null) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    /** Strings of 1 to {@value Limits#TEXT} characters, each in a parameter of its own; empty if there are none. */
    public List<String> texts(String name) {
        return texts(name, Limits.TEXT);
    }

    /** Words, in one parameter separated by commas, in several, or both; empty if there are none. */
    public List<String> words(String name) {
        return texts(name, Limits.FILTER_VALUES * (Limits.WORD + 1)).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .toList();
    }

    /** Some of the given values, by their {@linkplain #words(String) words}; empty if there are none. */
    public <T> List<T> words(String name, List<T> values, Function<T, String> word) {
        List<T> named = new ArrayList<>();
        for (String text : words(name)) {
            T value = named(name, text, values, word);
            if (value != null) {
                named.add(value);
            }
        }
        return named;
    }

    /** Names with values, each in a parameter of its own such as {@code color:red}; empty if there are none. */
    public Map<String, String> named(String name) {
        Map<String, String> named = new TreeMap<>();
        for (String text : texts(name)) {
            int colon = text.indexOf(':');
            if (colon < 1) {
                fail(name, Text.shown(text) + " is not of the form color:red");
            } else if (named.put(text.substring(0, colon), text.substring(colon + 1)) != null) {
                fail(name, Text.shown(text.substring(0, colon)) + " is given twice");
            }
        }
        return named;
    }

    /** True, false, or null. */
    public @Nullable Boolean truth(String name) {
        return word(name, List.of(true, false), String::valueOf);
    }

    private List<String> texts(String name, int most) {
        known.add(name);
        List<String> texts = new ArrayList<>();
        for (String text : parameters.getOrDefault(name, List.of())) {
            String fault = Text.fault(text, most);
            if (fault == null) {
                texts.add(text);
            } else {
                fail(name, fault);
            }
        }
        return texts;
    }

    /** An ISO 8601 time with its offset, or null. */
    public @Nullable Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        // A "+" that was not percent-encoded arrives as a space, and is no time.
        Instant instant = Text.instant(text);
        if (instant == null) {
            fail(name, Text.shown(text) + " is not a time such as 2026-11-23T12:00:00Z");
        }
        return instant;
    }

    /** One of the given values, by its word; or null. */
    public <T> @Nullable T word(String name, List<T> values, Function<T, String> word) {
        String text = text(name);
        return text == null ? null : named(name, text, values, word);
    }

    private <T> @Nullable T named(String name, String text, List<T> values, Function<T, String> word) {
        for (T value : values) {
            if (word.apply(value).equals(text)) {
                return value;
            }
        }
        fail(
                name,
                Text.shown(text) + " is not one of " + values.stream().map(word).toList());
        return null;
    }

    /** The page that {@code limit} and {@code cursor} ask for. */
    public PageRequest page() {
        Long limit = whole("limit", text("limit"), 1, Limits.PAGE);
        return new PageRequest(limit == null ? PageRequest.DEFAULT_LIMIT : limit.intValue(), text("cursor"));
    }
}
