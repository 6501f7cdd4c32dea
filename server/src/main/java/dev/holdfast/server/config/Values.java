package dev.holdfast.server.config;

import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.server.config.Value.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The value of every variable, and how each kind of value is read; one that cannot be read is refused with a {@link
 * ConfigurationException} that names it. Immutable.
 */
final class Values {
    private final Map<Variable, Value> values = new EnumMap<>(Variable.class);
    private final List<String> warnings;

    /** Finds each variable in the environment, else in the file, else takes its default. */
    Values(Map<String, String> environment, Map<String, String> file) {
        for (Variable variable : Variable.values()) {
            values.put(variable, find(variable, environment, file));
        }
        this.warnings = warningsFor(environment, file);
    }

    /** A value and where it came from. */
    Value get(Variable variable) {
        return Objects.requireNonNull(values.get(variable));
    }

    /** The names that are set and that nothing reads. */
    List<String> warnings() {
        return warnings;
    }

    private static Value find(Variable variable, Map<String, String> environment, Map<String, String> file) {
        String fromEnvironment = environment.getOrDefault(variable.name(), "").strip();
        if (!fromEnvironment.isEmpty()) {
            return new Value(variable, fromEnvironment, Origin.ENVIRONMENT);
        }
        String fromFile = file.getOrDefault(variable.name(), "").strip();
        if (!fromFile.isEmpty()) {
            return new Value(variable, fromFile, Origin.FILE);
        }
        return new Value(variable, variable.defaultValue(), Origin.DEFAULT);
    }

    private static List<String> warningsFor(Map<String, String> environment, Map<String, String> file) {
        Set<String> names = new LinkedHashSet<>(environment.keySet());
        names.addAll(file.keySet());
        List<String> warnings = new ArrayList<>();
        for (String name : names.stream().filter(Variable::isUnknown).sorted().toList()) {
            String meant = Variable.meantBy(name)
                    .map(variable -> "; is " + variable + " meant?")
                    .orElse("");
            warnings.add(name + " is set, and nothing reads it" + meant);
        }
        return List.copyOf(warnings);
    }

    /** An address, read by a function that throws IllegalArgumentException; empty when none is set. */
    <T> Optional<T> address(Variable variable, Function<String, T> parse) {
        Value value = get(variable);
        if (!value.isSet()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(value.text()));
        } catch (IllegalArgumentException e) {
            throw value.wrong(String.valueOf(e.getMessage()));
        }
    }

    /** A currency by its code. */
    Currency currency(Variable variable) {
        Value value = get(variable);
        try {
            return Currency.getInstance(value.text());
        } catch (IllegalArgumentException e) {
            throw value.wrong("is not a currency of ISO 4217, such as EUR");
        }
    }

    /** A pricing policy by its name. */
    PricingPolicy policy(Variable variable) {
        Value value = get(variable);
        try {
            return PricingPolicy.named(value.text());
        } catch (IllegalArgumentException e) {
            throw value.wrong("is not a pricing policy; " + e.getMessage());
        }
    }

    /** One of the constants, in any case. */
    <E extends Enum<E>> E oneOf(Variable variable, Class<E> words) {
        Value value = get(variable);
        String allowed = Arrays.stream(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        try {
            return Enum.valueOf(words, value.text().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw value.wrong("is not one of " + allowed);
        }
    }

    /** A whole number. */
    int integer(Variable variable, int least, int most) {
        Value value = get(variable);
        if (!value.text().matches("\\d{1,9}")
                || Integer.parseInt(value.text()) < least
                || Integer.parseInt(value.text()) > most) {
            throw value.wrong("is not a whole number between " + least + " and " + most);
        }
        return Integer.parseInt(value.text());
    }

    /** A whole number; empty for {@code off}. */
    OptionalInt integerOrOff(Variable variable, int least, int most) {
        return isOff(variable) ? OptionalInt.empty() : OptionalInt.of(integer(variable, least, most));
    }

    /** A text of a form. */
    String matching(Variable variable, String pattern, String description) {
        Value value = get(variable);
        if (!value.text().matches(pattern)) {
            throw value.wrong("is not made of " + description);
        }
        return value.text();
    }

    /** A length of time above zero. */
    Duration duration(Variable variable, Duration longest) {
        return duration(variable, longest, "");
    }

    /** A length of time above zero; empty for {@code off}. */
    Optional<Duration> durationOrOff(Variable variable, Duration longest) {
        return isOff(variable) ? Optional.empty() : Optional.of(duration(variable, longest, ", or off"));
    }

    private boolean isOff(Variable variable) {
        return get(variable).text().equalsIgnoreCase("off");
    }

    private Duration duration(Variable variable, Duration longest, String otherwise) {
        Value value = get(variable);
        Duration duration = Durations.parse(value.text()).orElse(Duration.ZERO);
        if (duration.isNegative() || duration.isZero()) {
            throw value.wrong("is not a length of time such as 90s, 15m, 2h or PT15M" + otherwise);
        }
        if (duration.compareTo(longest) > 0) {
            throw value.wrong("is longer than " + longest.toDays() + (longest.toDays() == 1 ? " day" : " days"));
        }
        return duration;
    }
}
