package dev.holdfast.cli.command;

import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.server.config.Variable;
import dev.holdfast.server.database.DatabaseCopy;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast export-database}. */
@Command(
        name = "export-database",
        description = {
            "Copies the whole shop to another database.",
            "For example, moves from the embedded database to your own. The target must be PostgreSQL 15 or newer without a shop in the same schema; the tables are created "
                    + "there. The copy is a snapshot: stop the server first, or later sales are missing from it. The "
                    + "source is not changed. At the end the copy is checked as by verify."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast export-database --to postgresql://holdfast:password@db.example:5432/shop",
            "  DATABASE_URL=postgresql://old.example/shop holdfast export-database "
                    + "--to postgresql://new.example/shop"
        })
final class ExportDatabaseCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description =
                    "The target, postgresql://user:password@host:port/database. Other users of this machine can see "
                            + "it while the command runs; leave out the password to have it read from ~/.pgpass.")
    private String target = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ExportDatabaseCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Configuration configuration = session.configuration();
        Map<String, String> elsewhere = new HashMap<>(session.environment());
        elsewhere.put(Variable.DATABASE_URL.name(), target);
        Configuration there = load(elsewhere);
        try (ShopDatabase from = session.open(configuration, Purpose.WORK);
                ShopDatabase to = session.open(there, Purpose.MIGRATE)) {
            Map<String, Long> copied = DatabaseCopy.copy(from, to, configuration.schema());
            copied.forEach((table, rows) -> session.out().printf(Locale.ROOT, "%-24s %,14d%n", table, rows));
            session.say("copied to " + to.place());
            if (!to.shop().verify().isSound()) {
                session.say("the copy has discrepancies: run verify on both databases");
                return ExitCode.FINDING;
            }
            return ExitCode.DONE;
        }
    }

    private Configuration load(Map<String, String> elsewhere) {
        try {
            return Configuration.load(elsewhere, session.directory());
        } catch (ConfigurationException e) {
            String variable = Variable.DATABASE_URL.name();
            if (!e.variable().equals(variable)) {
                throw e;
            }
            String message = String.valueOf(e.getMessage());
            throw new ParameterException(spec.commandLine(), "--to" + message.substring(variable.length()), e);
        }
    }
}
