package dev.holdfast.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What the completion scripts know about a command.
 *
 * @param path its name with those of the commands around it, such as {@code products list}; empty for the program
 * @param subcommands the commands in it, by name, with a description
 * @param options its options, by name, with a description
 * @param values what its options and arguments take. An option goes by its names, separated by {@code |}; an argument by
 *     its position, counted from 1, or {@value #ANY_POSITION} if it may be repeated
 */
record CommandTable(
        String path, Map<String, String> subcommands, Map<String, String> options, Map<String, Value> values) {
    static final String ANY_POSITION = "[0-9]*";

    /** The kinds of values. */
    enum Take {
        /** Some words. */
        WORDS,
        /** The name of a file. */
        FILES,
        /** A code of the shop, of the kind that is the only word. */
        CODES,
        /** Anything. */
        TEXT
    }

    /**
     * What an option or an argument takes.
     *
     * @param words those of the kind
     */
    record Value(Take take, List<String> words) {}

    /** The program and all commands in it that are not hidden, each followed by those in it. */
    static List<CommandTable> of(CommandSpec program) {
        List<CommandTable> tables = new ArrayList<>();
        add(tables, program, "");
        return tables;
    }

    private static void add(List<CommandTable> tables, CommandSpec command, String path) {
        Map<String, CommandSpec> inner = new LinkedHashMap<>();
        command.subcommands().forEach((name, line) -> {
            if (!line.getCommandSpec().usageMessage().hidden()) {
                inner.put(name, line.getCommandSpec());
            }
        });
        Map<String, String> subcommands = new LinkedHashMap<>();
        inner.forEach((name, spec) ->
                subcommands.put(name, summary(spec.usageMessage().description())));
        tables.add(new CommandTable(path, subcommands, options(command), values(command)));
        inner.forEach((name, spec) -> add(tables, spec, (path + " " + name).strip()));
    }

    private static Map<String, String> options(CommandSpec command) {
        Map<String, String> options = new LinkedHashMap<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                for (String name : names(command, option)) {
                    options.put(name, summary(option.description()));
                }
            }
        }
        return options;
    }

    private static List<String> names(CommandSpec command, OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        if (option.negatable()) {
            names.add(command.negatableOptionTransformer().makeNegative(option.longestName(), command));
        }
        return names;
    }

    private static Map<String, Value> values(CommandSpec command) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (OptionSpec option : command.options()) {
            // The value of an option that can do without one is never the next word.
            if (option.arity().min() > 0) {
                values.put(String.join("|", option.names()), value(option));
            }
        }
        for (PositionalParamSpec argument : command.positionalParameters()) {
            String position = argument.index().isVariable()
                    ? ANY_POSITION
                    : "" + (argument.index().min() + 1);
            values.put(position, value(argument));
        }
        return values;
    }

    private static Value value(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates instanceof Codes codes) {
            return new Value(Take.CODES, List.of(codes.word()));
        }
        if (candidates != null) {
            return new Value(
                    Take.WORDS,
                    StreamSupport.stream(candidates.spliterator(), false).toList());
        }
        boolean isFile = argument.type().equals(Path.class);
        return new Value(isFile ? Take.FILES : Take.TEXT, List.of());
    }

    /** The first sentence of a description, without its full stop. */
    private static String summary(@Nullable String[] description) {
        String first = description.length == 0 ? "" : Objects.requireNonNullElse(description[0], "");
        return first.replaceFirst("(?s)\\.( .*)?$", "")
                .replaceFirst("(?s)\\. .*", "")
                .replace("%%", "%");
    }
}
