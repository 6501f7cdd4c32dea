package dev.holdfast.cli.command;

import dev.holdfast.Holdfast;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.OutputOptions.Format;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Interrupts;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.cli.sweep.HealthFile;
import dev.holdfast.cli.sweep.SweepOutput;
import dev.holdfast.cli.sweep.SweepWatch;
import dev.holdfast.cli.sweep.WorkerMetrics;
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
import java.util.function.Supplier;
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
            "Removes expired items, cancels overdue orders, and deletes old empty carts.",
            "Optional maintenance; nothing depends on it. It is safe to run at any time, to run concurrently and "
                    + "to kill. On Ctrl-C or SIGTERM it ends after the current batch, with exit code 75."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast sweep",
            "  holdfast sweep --dry-run -o json",
            "  holdfast sweep --watch=30s --lock redis"
        })
final class SweepCommand implements Callable<Integer> {
    /** The lock that keeps other sweeps out. */
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
            description = "The lock that keeps two sweeps from doing the same work; redis uses REDIS_URL. "
                    + "Default: ${DEFAULT-VALUE}.")
    private Lock lock = Lock.POSTGRES;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "" + SweepOptions.DEFAULT_BATCH,
            description = "Items or carts per transaction, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}.")
    private int batch = SweepOptions.DEFAULT_BATCH;

    @Option(names = "--dry-run", description = "Count what would be removed, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = PAUSE,
            paramLabel = "PAUSE",
            description = "Sweep repeatedly, with a pause such as 10s or 5m between rounds (default " + PAUSE
                    + "), until stopped by Ctrl-C or SIGTERM. Writes a line per round, retries while the database or "
                    + "Redis is unavailable, and ends with exit code 0.")
    private @Nullable String watch;

    @Option(
            names = "--health-file",
            paramLabel = "FILE",
            description =
                    "With --watch: a file that is rewritten after every successful batch and round. It contains the "
                            + "number of minutes for which that counts as healthy.")
    private @Nullable Path healthFile;

    @Option(
            names = "--metrics",
            paramLabel = "[HOST:]PORT",
            description =
                    "With --watch: serve metrics for Prometheus at /metrics on this port, on the loopback unless a"
                            + " host is given. As at the server, a scrape needs a key if SECRET_KEY is set, unless"
                            + " HOLDFAST_METRICS is public.")
    private @Nullable String metricsAddress;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--fail-if-locked",
            description = "Exit with code 75 if another sweep holds the lock, instead of 0.")
    private boolean failIfLocked;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    SweepCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        require(batch >= 1 && batch <= MOST, "--batch: " + batch + " is not between 1 and " + MOST);
        require(
                watch == null || !failIfLocked,
                "--watch and --fail-if-locked cannot be combined: a watch continues when it is locked out");
        require(healthFile == null || watch != null, "--health-file requires --watch");
        require(metricsAddress == null || watch != null, "--metrics requires --watch");
        Duration pause = pause();
        Configuration configuration = session.configuration();
        if (lock == Lock.REDIS && configuration.redis().isEmpty()) {
            throw configuration.value(Variable.REDIS_URL).missing("--lock redis needs it");
        }
        Stop stop = new Stop();
        Interrupts.first(() -> {
            stop.ask();
            session.inform("stopping after this batch; press Ctrl-C again to stop immediately");
        });
        if (pause != null) {
            return watch(pause, configuration, stop);
        }
        SweepOutput results = new SweepOutput(session, output);
        try (ShopDatabase database = open(configuration)) {
            SweepResult result =
                    sweep(database.shop().sweeper(), configuration, results, options(stop, results::progress));
            results.only(result);
            return exitCode(result);
        }
    }

    private int watch(Duration pause, Configuration configuration, Stop stop) {
        HealthFile health =
                healthFile == null ? null : new HealthFile(session.directory().resolve(healthFile), pause);
        SweepOutput results = new SweepOutput(session, output);
        SweepOptions options = options(stop, soFar -> {
            results.progress(soFar);
            renew(health);
        });
        try (WorkerMetrics metrics = metrics(configuration)) {
            results.beforeRounds();
            Supplier<ShopDatabase> opening = () -> open(configuration);
            new SweepWatch(pause, stop).run(metrics == null ? opening : () -> metrics.open(opening), database -> {
                Holdfast shop = metrics == null ? database.shop() : metrics.shop(database);
                SweepResult result = sweep(shop.sweeper(), configuration, results, options);
                renew(health);
                results.round(result);
            });
        }
        return ExitCode.DONE;
    }

    private @Nullable WorkerMetrics metrics(Configuration configuration) {
        if (metricsAddress == null) {
            return null;
        }
        try {
            WorkerMetrics metrics = WorkerMetrics.start(metricsAddress, configuration);
            session.inform("metrics at port " + metrics.port());
            return metrics;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--metrics: " + e.getMessage());
        }
    }

    private static void renew(@Nullable HealthFile health) {
        if (health != null) {
            health.renew();
        }
    }

    private ShopDatabase open(Configuration configuration) {
        return session.open(configuration, Purpose.WORK);
    }

    private @Nullable Duration pause() {
        if (watch == null) {
            return null;
        }
        Duration pause = Durations.parse(watch).orElse(Duration.ZERO);
        require(
                pause.compareTo(Duration.ZERO) > 0 && pause.compareTo(LONGEST_PAUSE) <= 0,
                "--watch: " + watch + " is not a duration of at most one day, such as 10s or 5m");
        return pause;
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private SweepOptions options(Stop stop, Consumer<SweepResult> progress) {
        SweepOptions options = SweepOptions.defaults()
                .withBatch(batch)
                .stoppingWhen(stop::isAsked)
                .reportingTo(progress);
        return dryRun ? options.asDryRun() : options;
    }

    private SweepResult sweep(Sweeper sweeper, Configuration configuration, SweepOutput results, SweepOptions options) {
        try {
            return switch (lock) {
                case NONE -> sweeper.sweep(options.withLock(SweepLock.none()));
                case POSTGRES -> sweeper.sweep(options.withLock(sweeper.databaseLock()));
                case REDIS -> {
                    try (RedisLock redis = RedisLock.of(configuration.redis().orElseThrow(), configuration.schema())) {
                        yield sweeper.sweep(options.withLock(redis));
                    }
                }
            };
        } finally {
            results.endProgress();
        }
    }

    private int exitCode(SweepResult result) {
        if (result.lockedOut()) {
            // Whatever reaches standard error, cron mails; JSON and CSV say it in the result.
            if (output.format() == Format.TABLE) {
                session.inform("another sweep is running; nothing was done");
            }
            return failIfLocked ? ExitCode.TRY_AGAIN : ExitCode.DONE;
        }
        if (!result.finished()) {
            session.inform("stopped early; run it again to continue");
            return ExitCode.TRY_AGAIN;
        }
        if (dryRun) {
            session.inform("dry run: nothing was changed");
        }
        return ExitCode.DONE;
    }
}
