package dev.holdfast.cli.command;

import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code holdfast migrate}. */
@Command(
        name = "migrate",
        description = {
            "Creates the tables of the shop, or upgrades them to this version.",
            "The server does this when it starts, unless HOLDFAST_MIGRATE is never."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast migrate",
            "  DATABASE_URL=postgresql://owner:password@db.example/shop holdfast migrate"
        })
final class MigrateCommand implements Callable<Integer> {
    private final Session session;

    MigrateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (ShopDatabase database = ShopDatabase.open(session.configuration(), Purpose.MIGRATE)) {
            int applied = database.migrated();
            session.out()
                    .println(
                            applied == 0
                                    ? "up to date: " + database.place()
                                    : "applied " + applied + (applied == 1 ? " migration to " : " migrations to ")
                                            + database.place());
            return ExitCode.DONE;
        }
    }
}
