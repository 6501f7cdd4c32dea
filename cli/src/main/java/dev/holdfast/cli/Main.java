package dev.holdfast.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code holdfast}. Data go to the standard output, messages to the standard error. */
@Command(
        name = "holdfast",
        description = "Inventory reservations, pricing rules and checkout.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        footer = {
            "",
            "The database is the one that DATABASE_URL names, otherwise an embedded one in",
            "the directory HOLDFAST_DATA (.holdfast). Variables are read from the",
            "environment, otherwise from the file .env."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a finding, or refused: something does not exist, or is not in a state for it",
            "2:the command or the configuration is wrong",
            "69:the database or Redis is not available",
            "70:an error in Holdfast itself",
            "75:locked or busy: try again",
            "130:stopped by Ctrl-C before the end (143: by SIGTERM)"
        })
public final class Main implements Runnable {
    private static final int HELP_WIDTH = 100;

    @Spec
    private CommandSpec spec;

    private Main(CommandSpec placeholder) {
        this.spec = placeholder;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Session session = new Session(
                System.getenv(),
                Path.of("").toAbsolutePath(),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                System.err,
                Boolean.getBoolean("holdfast.attended"),
                Boolean.getBoolean("holdfast.terminal"));
        System.exit(run(session, arguments));
    }

    /** Runs a command; returns its exit code. */
    static int run(Session session, String... arguments) {
        return commandLine(session).execute(arguments);
    }

    /** All commands. */
    static CommandLine commandLine(Session session) {
        CommandLine commandLine = new CommandLine(new Main(CommandSpec.create()))
                .addSubcommand(new ServeCommand(session))
                .addSubcommand(new SweepCommand(session))
                .addSubcommand(new MigrateCommand(session))
                .addSubcommand(new DemoCommand(session))
                .addSubcommand(new ConfigCommand(session))
                .addSubcommand(new ProductsCommand(session))
                .addSubcommand(new VariantsCommand(session))
                .addSubcommand(new StockCommand(session))
                .addSubcommand(rules(session))
                .addSubcommand(new PromoCodesCommand(session))
                .addSubcommand(new CommandLine(new CartsCommand(session)).addSubcommand(new CartChargeCommand(session)))
                .addSubcommand(new OrdersCommand(session))
                .addSubcommand(new QuoteCommand(session))
                .addSubcommand(new ImportCommand(session))
                .addSubcommand(new ExportCommand(session))
                .addSubcommand(new ExportDatabaseCommand(session))
                .addSubcommand(new CompletionCommand(session))
                .addSubcommand(new VerifyCommand(session))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setColorScheme(
                        Help.defaultColorScheme(session.style() == Style.COLOURED ? Help.Ansi.ON : Help.Ansi.OFF))
                .setOut(new PrintWriter(session.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(session.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((mistake, wrong) -> Failures.explain(mistake, session))
                .setExecutionExceptionHandler((failure, line, parsed) -> Failures.report(failure, session));
        // Units that were lost are a number with a minus, which looks like an option.
        subcommand(subcommand(commandLine, "stock"), "adjust").setUnmatchedOptionsArePositionalParams(true);
        commandLine.getSubcommands().values().forEach(command -> addFooter(commandLine, command));
        return commandLine;
    }

    private static CommandLine rules(Session session) {
        return new CommandLine(new RulesCommand(session))
                .addSubcommand(new RulesExportCommand(session))
                .addSubcommand(new RulesApplyCommand(session))
                .addSubcommand(new RulesCheckCommand(session))
                .addSubcommand(new RulesSimulateCommand(session));
    }

    private static CommandLine subcommand(CommandLine command, String name) {
        return Objects.requireNonNull(command.getSubcommands().get(name), name);
    }

    /** What every command says at the end, below its own examples. */
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
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
