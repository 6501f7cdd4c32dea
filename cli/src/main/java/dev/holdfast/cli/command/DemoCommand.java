package dev.holdfast.cli.command;

import dev.holdfast.cli.demo.DemoShop;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code holdfast demo}. */
@Command(
        name = "demo",
        description = {
            "Loads a small sample shop.",
            "Adds what is missing and changes nothing that exists, so running it twice is safe."
        },
        footer = {"", "Examples:", "  holdfast demo", "  HOLDFAST_SCHEMA=sample holdfast demo"})
final class DemoCommand implements Callable<Integer> {
    private final Session session;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Configuration configuration = session.configuration();
        try (ShopDatabase database = session.open(configuration, Purpose.SET_UP)) {
            DemoShop.Loaded loaded = DemoShop.load(database.shop(), configuration.currency());
            session.out().println(loaded);
            return ExitCode.DONE;
        }
    }
}
