package dev.holdfast.cli;

import dev.holdfast.cli.command.Commands;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.HelpWanted;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Style;
import dev.holdfast.cli.session.VersionProvider;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program {@code holdfast}. Data goes to standard output, messages to standard error. */
@Command(
        name = "holdfast",
        description = "Inventory reservations, pricing rules and checkout.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        footer = {
            "",
            "Works on the database in DATABASE_URL, or else on an embedded one in the",
            "directory HOLDFAST_DATA (default .holdfast). Variables come from the",
            "environment or else from the file .env."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:a finding, or refused: something does not exist, or its state does not allow the command",
            "2:invalid usage or configuration",
            "69:the database or Redis is unavailable",
            "70:internal error",
            "75:locked or busy: try again",
            "130:interrupted by Ctrl-C (143: by SIGTERM)"
        })
public final class Main implements Runnable {
    private static final int HELP_WIDTH = 80;

    @Spec
    private CommandSpec spec;

    private Main(CommandSpec placeholder) {
        this.spec = placeholder;
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Not in the encoding of the locale: what is written is read by other programs and other machines.
        System.setErr(utf8(FileDescriptor.err));
        Session session = new Session(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                utf8(FileDescriptor.out),
                System.err,
                Boolean.getBoolean("holdfast.attended"),
                Boolean.getBoolean("holdfast.terminal"));
        System.exit(run(session, arguments));
    }

    private static PrintStream utf8(FileDescriptor file) {
        return new PrintStream(new FileOutputStream(file), true, StandardCharsets.UTF_8);
    }

    /** Runs a command and returns its exit code. */
    static int run(Session session, String... arguments) {
        // Completion never reports anything: a person is in the middle of a line.
        boolean completes = arguments.length > 0 && arguments[0].equals("complete");
        Optional<String> lost = completes ? Optional.empty() : LostText.in(arguments);
        if (lost.isPresent()) {
            session.fail(lost.get());
            return ExitCode.USAGE;
        }
        return commandLine(session, named(arguments)).execute(arguments);
    }

    /** The program with all its commands. */
    static CommandLine commandLine(Session session) {
        return commandLine(session, Commands.BY_NAME.keySet());
    }

    // Setting up one command takes a few milliseconds; setting up all takes longer than most commands run.
    private static Set<String> named(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        if (first.equals("--version")) {
            return Set.of();
        }
        // The completion script lists all commands.
        return Commands.BY_NAME.containsKey(first) && !first.equals("completion")
                ? Set.of(first)
                : Commands.BY_NAME.keySet();
    }

    private static CommandLine commandLine(Session session, Set<String> names) {
        CommandLine commandLine = new CommandLine(new Main(CommandSpec.create()));
        Commands.BY_NAME.forEach((name, command) -> {
            if (names.contains(name)) {
                commandLine.addSubcommand(name, command.apply(session));
            }
        });
        commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setColorScheme(
                        Help.defaultColorScheme(session.style() == Style.COLOURED ? Help.Ansi.ON : Help.Ansi.OFF))
                .setOut(new PrintWriter(session.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(session.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((mistake, wrong) -> Failures.explain(mistake, session))
                .setExecutionExceptionHandler((failure, line, parsed) ->
                        Failures.report(failure, session, line.getCommandSpec(), parsed.originalArgs()));
        commandLine.getSubcommands().values().forEach(command -> addFooter(commandLine, command));
        return commandLine;
    }

    /** Adds the footer of the program below the examples of a command. */
    private static void addFooter(CommandLine main, CommandLine command) {
        String[] common = main.getCommandSpec().usageMessage().footer();
        String[] own = command.getCommandSpec().usageMessage().footer();
        if (!Arrays.equals(common, own)) {
            command.getCommandSpec()
                    .usageMessage()
                    .footer(Stream.of(own, common).flatMap(Arrays::stream).toArray(String[]::new));
        }
        command.getSubcommands().values().forEach(inner -> addFooter(main, inner));
    }

    @Override
    public void run() {
        throw new HelpWanted(spec.commandLine());
    }
}
