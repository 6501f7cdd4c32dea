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
            "Serves the HTTP API until it is told to stop.",
            "HOST and PORT say where, 127.0.0.1 and 8000 unless set. With SECRET_KEY requests must "
                    + "bring it; without it only this machine is served."
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

    @Option(names = "--demo", description = "Load a small sample shop, unless it is there.")
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
            session.err().println("stopping; once more to stop at once");
            asked.countDown();
        });
        Configuration configuration = session.configuration();
        try (HoldfastServer server = HoldfastServer.start(configuration, !noSweep)) {
            if (demo) {
                session.err().println(DemoShop.load(server.shop(), configuration.currency()));
            }
            session.out()
                    .printf(
                            "Holdfast %s%n  API   %s/api/v1%n  Docs  %s/docs%n  Data  %s%n",
                            VersionProvider.version(), server.address(), server.address(), server.place());
            session.out().flush();
            asked.await();
        }
        return ExitCode.DONE;
    }
}
