package dev.holdfast.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The completion scripts: a fixed part for each shell, and the tables of all commands in the shell's language. */
final class Script {
    private static final String COMMANDS = "@COMMANDS@\n";

    // Patterns there have no brackets.
    private static final String FISH_DIGITS = "'1*' '2*' '3*' '4*' '5*' '6*' '7*' '8*' '9*'";

    private Script() {}

    /** The script for bash. */
    static String bash(List<CommandTable> commands) {
        return fixed("common.sh").replace(COMMANDS, tables(commands, Script::posix)) + fixed("bash.sh");
    }

    /** The script for zsh, which is also the file of an autoloaded function. */
    static String zsh(List<CommandTable> commands) {
        return "#compdef holdfast\n" + fixed("common.sh").replace(COMMANDS, tables(commands, Script::posix))
                + fixed("zsh.sh");
    }

    /** The script for fish. */
    static String fish(List<CommandTable> commands) {
        return fixed("holdfast.fish").replace(COMMANDS, tables(commands, Script::fish));
    }

    private static String tables(List<CommandTable> commands, Function<CommandTable, String> language) {
        return commands.stream().map(language).collect(Collectors.joining());
    }

    private static String posix(CommandTable command) {
        StringBuilder text = new StringBuilder("    " + posix(command.path()) + ")\n");
        if (!command.subcommands().isEmpty()) {
            text.append("        subcommands=").append(posixLines(command.subcommands()));
        }
        text.append("        switches=").append(posixLines(command.options())).append("        case $2 in\n");
        command.values()
                .forEach((names, value) -> text.append("        ")
                        .append(names)
                        .append(") takes=")
                        .append(posix(value(value)))
                        .append(" ;;\n"));
        return text.append("        esac\n        ;;\n").toString();
    }

    private static String posixLines(Map<String, String> described) {
        return posix(described.entrySet().stream()
                        .map(entry -> entry.getKey() + "\t" + entry.getValue())
                        .collect(Collectors.joining("\n")))
                + "\n";
    }

    private static String posix(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static String fish(CommandTable command) {
        StringBuilder text = new StringBuilder("        case " + fish(command.path()) + "\n");
        if (!command.subcommands().isEmpty()) {
            text.append("            set __holdfast_subcommands").append(fishWords(command.subcommands()));
        }
        text.append("            set __holdfast_switches")
                .append(fishWords(command.options()))
                .append("            switch $argv[2]\n");
        command.values()
                .forEach((names, value) -> text.append("                case ")
                        .append(names.equals(CommandTable.ANY_POSITION) ? FISH_DIGITS : names.replace('|', ' '))
                        .append("\n                    set __holdfast_takes ")
                        .append(value(value))
                        .append("\n"));
        return text.append("            end\n").toString();
    }

    private static String fishWords(Map<String, String> described) {
        return described.entrySet().stream()
                        .map(entry -> " \\\n                " + fish(entry.getKey() + "\t" + entry.getValue()))
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String fish(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static String value(CommandTable.Value value) {
        return (value.take().name().toLowerCase(Locale.ROOT) + " " + String.join(" ", value.words())).strip();
    }

    private static String fixed(String name) {
        try (InputStream file = Script.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
