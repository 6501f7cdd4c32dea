package dev.holdfast.cli;

import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.sweep.SweepLock;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.sweep.SweepResult;
import dev.holdfast.sweep.Sweeper;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast sweep}. */
@Command(
        name = "sweep",
        description = {
            "Takes expired lines out of carts.",
            "Housekeeping: nothing waits for it. Safe to run at any time, twice at once, and to kill."
        })
final class SweepCommand implements Callable<Integer> {
    /** What keeps other sweeps out. */
    enum Lock {
        NONE,
        POSTGRES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MOST = 100_000;

    private final Session session;

    @Option(
            names = "--lock",
            paramLabel = "none|postgres",
            defaultValue = "postgres",
            description = "What keeps two sweeps from doing the same work. Default: ${DEFAULT-VALUE}.")
    private Lock lock = Lock.POSTGRES;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "" + SweepOptions.DEFAULT_BATCH,
            description = "Lines per transaction, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}.")
    private int batch = SweepOptions.DEFAULT_BATCH;

    @Option(names = "--dry-run", description = "Only count what would be taken out.")
    private boolean dryRun;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "How the result is written. Default: ${DEFAULT-VALUE}.")
    private OutputFormat output = OutputFormat.TABLE;

    @Option(names = "--fail-if-locked", description = "Exit with 75 when another sweep holds the lock.")
    private boolean failIfLocked;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    SweepCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (batch < 1 || batch > MOST) {
            throw new ParameterException(spec.commandLine(), "--batch: " + batch + " is not between 1 and " + MOST);
        }
        AtomicBoolean stopped = new AtomicBoolean();
        Interrupts.first(() -> {
            stopped.set(true);
            session.err().println("stopping after this batch; once more to stop at once");
        });
        try (ShopDatabase database = ShopDatabase.open(session.configuration(), Purpose.WORK)) {
            Sweeper sweeper = database.shop().sweeper();
            Progress progress = new Progress(session);
            SweepOptions options = SweepOptions.defaults()
                    .withBatch(batch)
                    .withLock(lock == Lock.NONE ? SweepLock.none() : sweeper.databaseLock())
                    .stoppingWhen(stopped::get)
                    .reportingTo(progress::show);
            SweepResult result = sweeper.sweep(dryRun ? options.asDryRun() : options);
            progress.end();
            session.out().print(output == OutputFormat.JSON ? json(result) : table(result));
            return exitCode(result);
        }
    }

    private int exitCode(SweepResult result) {
        if (result.lockedOut()) {
            session.err().println("another sweep is running; nothing was done");
            return failIfLocked ? ExitCode.TRY_AGAIN : ExitCode.DONE;
        }
        if (!result.finished()) {
            session.err().println("stopped before the end; run it again to go on");
            return ExitCode.TRY_AGAIN;
        }
        if (dryRun) {
            session.err().println("dry run: nothing was changed");
        }
        return ExitCode.DONE;
    }

    static String json(SweepResult result) {
        return String.format(
                Locale.ROOT,
                "{\"items\": %d, \"units\": %d, \"carts\": %d, \"batches\": %d, \"duration_ms\": %d, \"locked_out\": %b}%n",
                result.items(),
                result.units(),
                result.carts(),
                result.batches(),
                result.duration().toMillis(),
                result.lockedOut());
    }

    static String table(SweepResult result) {
        return String.format(
                Locale.ROOT,
                "%-8s %,12d%n%-8s %,12d%n%-8s %,12d%n%-8s %,12d%n%-8s %,12.2f s%n",
                "items",
                result.items(),
                "units",
                result.units(),
                "carts",
                result.carts(),
                "batches",
                result.batches(),
                "time",
                result.duration().toMillis() / 1000.0);
    }
}
