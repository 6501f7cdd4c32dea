package dev.holdfast.cli.command;

import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.ProgressLine;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Interrupts;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.cli.sweep.HealthFile;
import dev.holdfast.cli.sweep.SweepOutput;
import dev.holdfast.cli.sweep.SweepWatch;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.Durations;
import dev.holdfast.server.config.Variable;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.server.redis.RedisLock;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.sweep.Sweeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast sweep}. */
@Command(
        name = "sweep",
        description = {
            "Takes expired lines out of carts.",
            "Housekeeping: nothing waits for it. Safe to run at any time, twice at once, and to kill. Stopped by "
                    + "Ctrl-C or SIGTERM it ends after the batch that is under way, with exit code 75."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast sweep",
            "  holdfast sweep --dry-run -o json",
            "  holdfast sweep --watch=30s --lock redis"
        })
final class SweepCommand implements Callable<Integer> {
    /** What keeps other sweeps out. */
    enum Lock {
        NONE,
        POSTGRES,
        REDIS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MOST = 100_000;
    private static final String PAUSE = "30s";
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final Session session;

    @Option(
            names = "--lock",
            paramLabel = "none|postgres|redis",
            defaultValue = "postgres",
            description = "What keeps two sweeps from doing the same work; redis is the one that REDIS_URL names. "
                    + "Default: ${DEFAULT-VALUE}.")
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
            names = "--watch",
            arity = "0..1",
            fallbackValue = PAUSE,
            paramLabel = "PAUSE",
            description = "Sweep again and again, with a pause such as 10s or 5m in between (" + PAUSE + " when none "
                    + "is given), until told to stop by Ctrl-C or SIGTERM. Writes a line for each round, tries again "
                    + "when the database or Redis is away, and ends with exit code 0.")
    private @Nullable String watch;

    @Option(
            names = "--health-file",
            paramLabel = "FILE",
            description = "With --watch: a file that is written anew after every batch and every round that went well, "
                    + "and says for how many minutes that counts as healthy.")
    private @Nullable Path healthFile;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--fail-if-locked", description = "Exit with 75 when another sweep holds the lock.")
    private boolean failIfLocked;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    SweepCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        require(batch >= 1 && batch <= MOST, "--batch: " + batch + " is not between 1 and " + MOST);
        require(watch == null || !failIfLocked, "--watch and --fail-if-locked: a watch goes on when it is locked out");
        require(healthFile == null || watch != null, "--health-file: tells how a watch is, so it needs --watch");
        Duration pause = pause();
        Configuration configuration = session.configuration();
        if (lock == Lock.REDIS && configuration.redis().isEmpty()) {
            throw configuration.value(Variable.REDIS_URL).missing("--lock redis needs it");
        }
        Stop stop = new Stop();
        Interrupts.first(() -> {
            stop.ask();
            session.err().println("stopping after this batch; once more to stop at once");
        });
        if (pause != null) {
            return watch(pause, configuration, stop);
        }
        try (ShopDatabase database = open(configuration)) {
            SweepResult result = sweep(database, configuration, stop, soFar -> {});
            new SweepOutput(session, output).only(result);
            return exitCode(result);
        }
    }

    private int watch(Duration pause, Configuration configuration, Stop stop) {
        HealthFile health =
                healthFile == null ? null : new HealthFile(session.directory().resolve(healthFile), pause);
        Consumer<SweepResult> alive = result -> {
            if (health != null) {
                health.renew();
            }
        };
        SweepOutput rounds = new SweepOutput(session, output);
        rounds.beforeRounds();
        new SweepWatch(pause, stop).run(() -> open(configuration), database -> {
            SweepResult result = sweep(database, configuration, stop, alive);
            alive.accept(result);
            rounds.round(result);
        });
        return ExitCode.DONE;
    }

    private static ShopDatabase open(Configuration configuration) {
        return ShopDatabase.open(configuration, Purpose.WORK);
    }

    private @Nullable Duration pause() {
        if (watch == null) {
            return null;
        }
        Duration pause = Durations.parse(watch).orElse(Duration.ZERO);
        require(
                pause.compareTo(Duration.ZERO) > 0 && pause.compareTo(LONGEST_PAUSE) <= 0,
                "--watch: " + watch + " is not a length of time up to a day, such as 10s or 5m");
        return pause;
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private SweepResult sweep(
            ShopDatabase database, Configuration configuration, Stop stop, Consumer<SweepResult> alive) {
        Sweeper sweeper = database.shop().sweeper();
        return switch (lock) {
            case NONE -> sweep(sweeper, SweepLock.none(), stop, alive);
            case POSTGRES -> sweep(sweeper, sweeper.databaseLock(), stop, alive);
            case REDIS -> {
                try (RedisLock redis = RedisLock.of(configuration.redis().orElseThrow(), configuration.schema())) {
                    yield sweep(sweeper, redis, stop, alive);
                }
            }
        };
    }

    private SweepResult sweep(Sweeper sweeper, SweepLock with, Stop stop, Consumer<SweepResult> alive) {
        SweepOutput written = new SweepOutput(session, output);
        ProgressLine progress = new ProgressLine(session, Duration.ZERO);
        SweepOptions options = SweepOptions.defaults()
                .withBatch(batch)
                .withLock(with)
                .stoppingWhen(stop::isAsked)
                .reportingTo(soFar -> {
                    written.progress(progress, soFar);
                    alive.accept(soFar);
                });
        try {
            return sweeper.sweep(dryRun ? options.asDryRun() : options);
        } finally {
            progress.end();
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
}
