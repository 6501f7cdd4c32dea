package dev.holdfast.server.config;

import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.server.access.Rate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the text of a value is read and checked. */
@FunctionalInterface
interface Kind<T> {
    /**
     * Reads a value.
     *
     * @throws ConfigurationException if it cannot be used, naming its variable
     */
    T read(Value value);

    /** Any text. */
    static Kind<String> text() {
        return Value::text;
    }

    /** Any text; empty if none is set. */
    static Kind<Optional<String>> optionalText() {
        return value -> Optional.of(value.text()).filter(text -> !text.isEmpty());
    }

    /** A text without control characters; empty if none is set. */
    static Kind<Optional<String>> optionalName(int most) {
        return value -> {
            if (value.text().length() > most) {
                throw value.wrong("has more than " + most + " characters");
            }
            if (value.text().chars().anyMatch(Character::isISOControl)) {
                throw value.wrong("contains a control character");
            }
            return Optional.of(value.text()).filter(text -> !text.isBlank());
        };
    }

    /** A text that matches a pattern. */
    static Kind<String> matching(String pattern, String description) {
        return value -> {
            if (!value.text().matches(pattern)) {
                throw value.wrong("must consist of " + description);
            }
            return value.text();
        };
    }

    /** An address, parsed by a function that throws IllegalArgumentException; empty if none is set. */
    static <T> Kind<Optional<T>> address(Function<String, T> parse) {
        return value -> {
            try {
                return value.isSet() ? Optional.of(parse.apply(value.text())) : Optional.empty();
            } catch (IllegalArgumentException e) {
                throw value.wrong(String.valueOf(e.getMessage()));
            }
        };
    }

    /** A value that is parsed by a function that throws IllegalArgumentException; another if none is set. */
    static <T> Kind<T> parsed(Function<String, T> parse, T none) {
        Kind<Optional<T>> address = address(parse);
        return value -> address.read(value).orElse(none);
    }

    /** A currency by its ISO 4217 code. */
    static Kind<Currency> currency() {
        return value -> {
            try {
                return Currency.getInstance(value.text());
            } catch (IllegalArgumentException e) {
                throw value.wrong("is not an ISO 4217 currency code such as EUR");
            }
        };
    }

    /** A pricing policy by its name. */
    static Kind<PricingPolicy> policy() {
        return value -> {
            try {
                return PricingPolicy.named(value.text());
            } catch (IllegalArgumentException e) {
                throw value.wrong("is not a pricing policy; " + e.getMessage());
            }
        };
    }

    /** One of the constants, in upper or lower case. */
    static <E extends Enum<E>> Kind<E> oneOf(Class<E> words) {
        String allowed = Arrays.stream(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return value -> {
            try {
                return Enum.valueOf(words, value.text().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw value.wrong("is not one of " + allowed);
            }
        };
    }

    /** {@code on} or {@code off}. */
    static Kind<Boolean> onOrOff() {
        return value -> {
            if (!value.isOff() && !value.text().equalsIgnoreCase("on")) {
                throw value.wrong("is neither on nor off");
            }
            return !value.isOff();
        };
    }

    /** An integer within bounds. */
    static Kind<Integer> integer(int least, int most) {
        return value -> {
            if (!value.text().matches("\\d{1,9}")
                    || Integer.parseInt(value.text()) < least
                    || Integer.parseInt(value.text()) > most) {
                throw value.wrong("is not an integer between " + least + " and " + most);
            }
            return Integer.valueOf(value.text());
        };
    }

    /** An integer within bounds; empty for {@code off}. */
    static Kind<OptionalInt> integerOrOff(int least, int most) {
        Kind<Integer> integer = integer(least, most);
        return value -> value.isOff() ? OptionalInt.empty() : OptionalInt.of(integer.read(value));
    }

    /** A number of times in a period; empty for {@code off}. */
    static Kind<Optional<Rate>> rateOrOff() {
        return value -> {
            if (value.isOff()) {
                return Optional.empty();
            }
            String[] parts = value.text().split("/", -1);
            Duration period =
                    parts.length == 2 ? Durations.parse(parts[1].strip()).orElse(Duration.ZERO) : Duration.ZERO;
            if (!parts[0].strip().matches("[0-9]{1,7}") || period.isZero()) {
                throw value.wrong("is not a rate such as 600/1m, or off");
            }
            try {
                return Optional.of(new Rate(Integer.parseInt(parts[0].strip()), period));
            } catch (IllegalArgumentException e) {
                throw value.wrong("is not a rate of 1 to " + Rate.GREATEST + " in 1s to 1d, or off");
            }
        };
    }

    /** A duration above zero. */
    static Kind<Duration> duration(Duration longest) {
        return value -> duration(value, longest, "");
    }

    /** A duration within bounds. */
    static Kind<Duration> duration(Duration shortest, Duration longest) {
        return value -> atLeast(shortest, value, duration(value, longest, ""));
    }

    /** A duration above zero; empty for {@code off}. */
    static Kind<Optional<Duration>> durationOrOff(Duration longest) {
        return value -> value.isOff() ? Optional.empty() : Optional.of(duration(value, longest, ", or off"));
    }

    /** A duration within bounds; empty for {@code off}. */
    static Kind<Optional<Duration>> durationOrOff(Duration shortest, Duration longest) {
        Kind<Optional<Duration>> duration = durationOrOff(longest);
        return value -> duration.read(value).map(read -> atLeast(shortest, value, read));
    }

    /** Durations above zero by name, such as {@code gold=30m,partner=1d}; empty if none is set. */
    static Kind<Map<String, Duration>> durationsByName(Duration longest) {
        return value -> {
            Map<String, Duration> durations = new TreeMap<>();
            for (String entry : value.isSet() ? value.text().split(",", -1) : new String[0]) {
                int equals = entry.lastIndexOf('=');
                String name = entry.substring(0, Math.max(0, equals)).strip();
                Duration duration =
                        Durations.parse(entry.substring(equals + 1).strip()).orElse(Duration.ZERO);
                if (name.isEmpty() || duration.isNegative() || duration.isZero()) {
                    throw value.wrong("is not a list of names with durations such as gold=30m,partner=1d");
                }
                if (duration.compareTo(longest) > 0) {
                    throw value.wrong(
                            "has a duration for " + name + " that is longer than " + longest.toDays() + " days");
                }
                if (durations.put(name, duration) != null) {
                    throw value.wrong("names " + name + " twice");
                }
            }
            return durations;
        };
    }

    private static Duration atLeast(Duration shortest, Value value, Duration duration) {
        if (duration.compareTo(shortest) < 0) {
            long minutes = shortest.toMinutes();
            throw value.wrong("is shorter than " + (minutes == 0 ? "1 second" : minutes + " minutes"));
        }
        return duration;
    }

    private static Duration duration(Value value, Duration longest, String otherwise) {
        Duration duration = Durations.parse(value.text()).orElse(Duration.ZERO);
        if (duration.isNegative() || duration.isZero()) {
            throw value.wrong("is not a duration such as 90s, 15m, 2h or PT15M" + otherwise);
        }
        if (duration.compareTo(longest) > 0) {
            throw value.wrong("is longer than " + longest.toDays() + (longest.toDays() == 1 ? " day" : " days"));
        }
        return duration;
    }
}
