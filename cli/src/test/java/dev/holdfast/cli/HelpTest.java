package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.session.Session;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of every command is complete and readable. */
@Tag("quick")
class HelpTest {
    private static final int WIDTH = 80;

    static Stream<CommandSpec> commands() {
        return all(Main.commandLine(new Session(Map.of(), Path.of("."), System.out, System.err, false))
                .getCommandSpec());
    }

    static Stream<CommandSpec> leaves() {
        return commands().filter(command -> command.subcommands().isEmpty());
    }

    private static Stream<CommandSpec> all(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                command.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .flatMap(HelpTest::all));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void saysInOneSentenceWhatItDoesForTheListOfCommands(CommandSpec command) {
        String summary = command.usageMessage().description()[0];

        assertThat(summary).as(command.qualifiedName()).endsWith(".").hasSizeLessThanOrEqualTo(WIDTH);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isWrappedByTheProgramAlone(CommandSpec command) {
        Stream.concat(
                        Stream.of(command.usageMessage().description()).filter(line -> !line.startsWith(" ")),
                        command.args().stream().flatMap(argument -> Arrays.stream(argument.description())))
                .forEach(paragraph -> assertThat(paragraph)
                        .as(command.qualifiedName() + ": a paragraph ends with its sentence")
                        .matches("(?s).*[.:]"));
        assertThat(help(command).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void showsExamplesOfItself(CommandSpec command) {
        assertThat(help(command)).contains("Examples:", "Exit codes:", "DATABASE_URL");
        assertThat(Arrays.stream(command.usageMessage().footer())
                        .filter(line -> line.startsWith("  "))
                        .filter(line -> line.contains(command.qualifiedName())))
                .as(command.qualifiedName())
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void tellsEveryDefault(CommandSpec command) {
        command.options().stream()
                .filter(option ->
                        option.defaultValue() != null && option.arity().max() > 0)
                .forEach(option -> assertThat(String.join(" ", option.description()))
                        .as(command.qualifiedName() + " " + option.longestName())
                        .contains("efault"));
    }

    @Test
    void aShellIsOfferedWhatTheHelpSays() {
        leaves().flatMap(command -> command.args().stream())
                .filter(argument -> argument.completionCandidates() != null)
                .forEach(argument -> assertThat(argument.completionCandidates())
                        .as(argument.paramLabel())
                        .allSatisfy(word -> assertThat(word).isLowerCase()));
    }

    @Test
    void aShellCompletesFilesAndCodes() {
        assertThat(arguments("FILE"))
                .hasSizeGreaterThan(5)
                .allSatisfy(argument -> assertThat(argument.type()).isEqualTo(Path.class));
        assertThat(arguments("PRODUCT", "VARIANT", "RULE", "ORDER", "CART", "SESSION"))
                .hasSizeGreaterThan(10)
                .allSatisfy(HelpTest::offersCodes);
        // Those that add a variant or change its SKU want a new one.
        assertThat(arguments("SKU").filter(argument -> argument instanceof PositionalParamSpec))
                .hasSizeGreaterThan(5)
                .allSatisfy(HelpTest::offersCodes);
    }

    private static void offersCodes(ArgSpec argument) {
        assertThat(argument.completionCandidates()).isInstanceOf(Codes.class);
    }

    private static Stream<ArgSpec> arguments(String... labels) {
        return leaves().flatMap(command -> command.args().stream())
                .filter(argument -> List.of(labels).contains(argument.paramLabel()));
    }

    private static String help(CommandSpec command) {
        return command.commandLine().getUsageMessage(Help.Ansi.OFF);
    }
}
