package dev.holdfast.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the user of a command calls a field of the HTTP API, which errors name. */
final class GivenName {
    // Where the word of the command line is another one.
    private static final Map<String, String> OTHERS =
            Map.of("quantity", "UNITS", "q", "query", "count", "generate", "lines", "sku");

    private GivenName() {}

    /**
     * The option or the argument of a command that gives a field, such as {@code --min-price}; empty if none does.
     *
     * @param arguments what the user wrote, which may be another name of the option
     */
    static Optional<String> of(String field, CommandSpec command, List<String> arguments) {
        String own = OTHERS.getOrDefault(field, field);
        return Stream.of(own, field)
                .flatMap(name -> Stream.of(name, name.replaceFirst("_id$", ""), name.replaceFirst("s$", "")))
                .map(name -> named(name, command, arguments))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> named(String field, CommandSpec command, List<String> arguments) {
        String option = "--" + field.replace('_', '-').toLowerCase(Locale.ROOT);
        OptionSpec known = command.optionsMap().get(option);
        if (known != null) {
            return Optional.of(Arrays.stream(known.names())
                    .filter(name -> arguments.stream()
                            .anyMatch(argument -> argument.equals(name) || argument.startsWith(name + "=")))
                    .findFirst()
                    .orElse(option));
        }
        return command.positionalParameters().stream()
                .map(parameter -> parameter.paramLabel())
                .filter(field::equalsIgnoreCase)
                .findFirst();
    }
}
