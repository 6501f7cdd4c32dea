package dev.holdfast.cli.command;

import dev.holdfast.cli.demo.DemoShop;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Interrupts;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.VersionProvider;
import dev.holdfast.server.HoldfastServer;
import dev.holdfast.server.config.Configuration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code holdfast serve}. */
@Command(
        name = "serve",
        description = {
            "Serves the HTTP API until it is stopped.",
            "Listens on HOST and PORT, 127.0.0.1 and 8000 by default. With SECRET_KEY set, every request needs a "
                    + "key; without it, only this machine can connect."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast serve --demo",
            "  PORT=9000 holdfast serve --no-sweep",
            "  HOST=0.0.0.0 SECRET_KEY=$(openssl rand -hex 32) holdfast serve"
        })
final class ServeCommand implements Callable<Integer> {
    private final Session session;

    @Option(names = "--demo", description = "Load a small sample shop unless it exists.")
    private boolean demo;

    @Option(names = "--no-sweep", description = "Do not sweep in the background.")
    private boolean noSweep;

    ServeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Interrupts.first(() -> {
            session.inform("stopping; press Ctrl-C again to stop immediately");
            asked.countDown();
        });
        Configuration configuration = session.configuration();
        try (HoldfastServer server = HoldfastServer.start(configuration, !noSweep)) {
            if (demo) {
                session.inform(DemoShop.load(server.shop().as(Session.actor(configuration)), configuration.currency())
                        .toString());
            }
            announce(server);
            asked.await();
        }
        return ExitCode.DONE;
    }

    private void announce(HoldfastServer server) {
        String version = VersionProvider.version();
        if (session.logsMessages()) {
            session.inform("Holdfast " + version + " serves " + server.address() + ", data in " + server.place());
            return;
        }
        session.out()
                .printf(
                        "Holdfast %s%n  API   %s/api/v1%n  Docs  %s/docs%n  Data  %s%n",
                        version, server.address(), server.address(), server.place());
        session.out().flush();
    }
}
