package dev.holdfast.cli.command;

import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.database.MigrationSql;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast migrate}. */
@Command(
        name = "migrate",
        description = {
            "Creates the tables of the shop, or upgrades them to this version.",
            "The server does this when it starts, unless HOLDFAST_MIGRATE is never.",
            "With --print it changes nothing and prints the SQL instead, ready for psql. The script runs in one"
                    + " transaction and keeps the history of the migrations, so that a server accepts its work.",
            "With --finish it locks servers of the version before out: from then on their commands on carts, orders and stock fail."
                    + " What they would read wrongly is possible afterwards, such as carts that take units from several"
                    + " locations. A shop that was created by this version is finished from the start."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast migrate",
            "  DATABASE_URL=postgresql://owner:password@db.example/shop holdfast migrate",
            "  holdfast migrate --grant-to holdfast_app",
            "  holdfast migrate --finish",
            "  holdfast migrate --print | docker compose exec -T db psql -U holdfast -d shop",
            "  holdfast migrate --print --from 6 > upgrade.sql"
        })
final class MigrateCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec;

    @Option(names = "--print", description = "Print the SQL, and change nothing.")
    private boolean print;

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            description = {
                "The version that the tables are at, 0 for none: the number of the newest migration, in the table"
                        + " schema_history. If not given, the database in DATABASE_URL is asked; without one, all"
                        + " tables are created."
            })
    private @Nullable Integer from;

    @Option(
            names = "--grant-to",
            paramLabel = "ROLE",
            description = "Afterwards, grant this role what it needs to serve the shop, and revoke all else. It must"
                    + " exist; run this as the owner of the tables.")
    private @Nullable String role;

    @Option(
            names = "--finish",
            description = "Afterwards, lock servers of the version before out; there is no way back. Stop them first;"
                    + " run this as the owner of the tables.")
    private boolean finish;

    MigrateCommand(Session session) {
        this.session = session;
        this.spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        if (print) {
            if (finish) {
                throw new ParameterException(spec.commandLine(), "--finish: is not possible with --print");
            }
            session.out().print(script());
            return ExitCode.DONE;
        }
        if (from != null) {
            throw new ParameterException(spec.commandLine(), "--from: requires --print");
        }
        Configuration configuration = session.configuration();
        try (ShopDatabase database = session.open(configuration, Purpose.MIGRATE)) {
            int applied = database.migrated();
            if (role != null) {
                MigrationSql.grant(database.dataSource(), configuration.schema(), role);
            }
            session.out()
                    .println(
                            applied == 0
                                    ? "up to date: " + database.place()
                                    : "applied " + applied + (applied == 1 ? " migration to " : " migrations to ")
                                            + database.place());
            if (finish) {
                session.out()
                        .println(
                                database.finishMigration()
                                        ? "finished: servers of the version before are locked out"
                                        : "was finished before");
            }
            return ExitCode.DONE;
        }
    }

    private String script() {
        Configuration configuration = session.configuration();
        try {
            String script =
                    MigrationSql.script(configuration, from == null ? OptionalInt.empty() : OptionalInt.of(from));
            return role == null ? script : script + MigrationSql.grants(configuration.schema(), role);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--from: " + e.getMessage());
        }
    }
}
