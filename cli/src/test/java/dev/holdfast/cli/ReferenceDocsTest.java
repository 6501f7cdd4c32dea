package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.session.Session;
import dev.holdfast.server.config.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Two pages of the documentation are made of the program: {@code mvn -pl cli -am package -Dtest=ReferenceDocsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dwrite} writes them anew.
 */
class ReferenceDocsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final List<String> ON_EVERY_COMMAND = List.of("--help", "--version");

    private final CommandLine holdfast =
            Main.commandLine(new Session(Map.of(), Path.of("."), System.out, System.err, false));

    @Test
    void cliPageIsThatOfTheProgram() throws IOException {
        compare("cli.md", cli());
    }

    @Test
    void configurationPageIsThatOfTheProgram() throws IOException {
        compare("configuration.md", configuration());
    }

    @Test
    void everyCommandSaysWhatItDoesAndShowsExamples() {
        commands(holdfast.getCommandSpec())
                .filter(command -> command.subcommands().isEmpty())
                .forEach(command -> {
                    assertThat(command.usageMessage().description())
                            .as(command.qualifiedName())
                            .isNotEmpty();
                    command.args()
                            .forEach(argument -> assertThat(argument.description())
                                    .as(command.qualifiedName() + " " + argument.paramLabel())
                                    .isNotEmpty());
                });
        assertThat(commands(holdfast.getCommandSpec()).flatMap(ReferenceDocsTest::examples))
                .hasSizeGreaterThan(30)
                .allSatisfy(example -> {
                    assertThat(example).contains("holdfast ");
                    assertThat(example.length()).isLessThan(110);
                });
    }

    private static void compare(String name, String expected) throws IOException {
        Path page = DOCS.resolve(name);
        if (System.getProperty("write") != null) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page))
                .as("docs/" + name + " is not what the program says; see " + ReferenceDocsTest.class.getSimpleName())
                .isEqualTo(expected);
    }

    private String cli() {
        StringBuilder page = new StringBuilder("""
                # The command line

                <!-- Made of the program by ReferenceDocsTest, which also says how to write it anew. -->

                `./holdfast COMMAND`, and `--help` after any command. Data go to the standard output, messages to the
                standard error. Every command works on the embedded database, on the one that `DATABASE_URL` names,
                and beside a running server; see [configuration](configuration.md).

                | exit code | meaning |
                | --- | --- |
                """);
        holdfast.getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .forEach((code, meaning) -> page.append(row(code, meaning)));
        page.append("""

                With `-o json` a command writes what the HTTP API answers, on one line; with `-o csv` a heading and rows,
                always with the same columns. Colours are for terminals, and for nobody who sets `NO_COLOR`. Where a
                product or a variant is asked for, digits alone are an id, and everything else is a handle or a SKU;
                `handle:2026` and `sku:4711` settle it.

                """);
        commands(holdfast.getCommandSpec()).skip(1).forEach(command -> page.append(section(command)));
        return page.toString().stripTrailing() + "\n";
    }

    private static String section(CommandSpec command) {
        StringBuilder section = new StringBuilder();
        section.append(command.parent().parent() == null ? "## " : "### ")
                .append('`')
                .append(command.qualifiedName())
                .append("`\n\n")
                .append(String.join("\n", lines(command.usageMessage().description())))
                .append("\n\n");
        List<ArgSpec> arguments = Stream.concat(
                        command.positionalParameters().stream().map(ArgSpec.class::cast),
                        command.options().stream().filter(option -> !ON_EVERY_COMMAND.contains(option.longestName())))
                .toList();
        if (!arguments.isEmpty()) {
            section.append("| argument | meaning |\n| --- | --- |\n");
            arguments.forEach(argument -> section.append(row("`" + name(argument) + "`", meaning(argument))));
            section.append('\n');
        }
        List<String> examples = examples(command).toList();
        if (!examples.isEmpty()) {
            section.append("```console\n").append(String.join("\n", examples)).append("\n```\n\n");
        }
        return section.toString();
    }

    private static String name(ArgSpec argument) {
        if (argument instanceof PositionalParamSpec) {
            return argument.paramLabel();
        }
        String names = Arrays.stream(((OptionSpec) argument).names())
                .sorted(java.util.Comparator.comparingInt(String::length))
                .collect(Collectors.joining(", "));
        return argument.arity().max() == 0 ? names : names + " " + argument.paramLabel();
    }

    private static String meaning(ArgSpec argument) {
        String needed = argument.required() && argument instanceof OptionSpec ? "Needed. " : "";
        String text = needed + String.join(" ", lines(argument.description()));
        return text.replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))
                .replaceAll("\\s+", " ");
    }

    /** Without the escapes that the library's formats need. */
    private static List<String> lines(String... texts) {
        return Arrays.stream(texts).map(text -> text.replace("%%", "%")).toList();
    }

    private static Stream<String> examples(CommandSpec command) {
        return Arrays.stream(command.usageMessage().footer())
                .filter(line -> line.startsWith("  "))
                .map(String::strip);
    }

    private static Stream<CommandSpec> commands(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .flatMap(ReferenceDocsTest::commands));
    }

    private static String configuration() {
        StringBuilder page = new StringBuilder("""
                # Configuration

                <!-- Made of the program by ReferenceDocsTest, which also says how to write it anew. -->

                Variables are read from the environment, otherwise from the file `.env` in the working directory,
                otherwise they have their default. An empty value counts as none. `./holdfast config` shows what is in
                force and where each value came from, with secrets masked; a value that cannot be used ends a command
                with exit code 2 and its name, and a variable that looks like one of these and is not is warned about.

                | variable | default | meaning |
                | --- | --- | --- |
                """);
        for (Variable<?> variable : Variable.all()) {
            String value = variable.defaultValue().isEmpty() ? "" : "`" + variable.defaultValue() + "`";
            String secret = variable.secret() ? " (masked where it is shown)" : "";
            page.append(row("`" + variable + "`", value, variable.description() + secret));
        }
        return page.append("""

                `NO_COLOR`, when it is not empty, keeps colours off terminals.
                """).toString();
    }

    private static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> Help.Ansi.OFF.string(cell).replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
