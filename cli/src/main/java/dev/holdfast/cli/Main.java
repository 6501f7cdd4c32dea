package dev.holdfast.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
            "1:a finding",
            "2:the command or the configuration is wrong",
            "69:the database is not available",
            "70:an error in Holdfast itself",
            "75:locked or busy: try again"
        })
public final class Main implements Runnable {
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
                System.out,
                System.err,
                Boolean.getBoolean("holdfast.attended"));
        System.exit(run(session, arguments));
    }

    /** Runs a command; returns its exit code. */
    static int run(Session session, String... arguments) {
        CommandLine commandLine = new CommandLine(new Main(CommandSpec.create()))
                .addSubcommand(new ServeCommand(session))
                .addSubcommand(new SweepCommand(session))
                .addSubcommand(new MigrateCommand(session))
                .addSubcommand(new DemoCommand(session))
                .addSubcommand(new VerifyCommand(session))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(session.out(), true))
                .setErr(new PrintWriter(session.err(), true))
                .setParameterExceptionHandler((mistake, wrong) -> Failures.explain(mistake, session))
                .setExecutionExceptionHandler((failure, line, parsed) -> Failures.report(failure, session));
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
