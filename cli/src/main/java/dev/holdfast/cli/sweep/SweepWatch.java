package dev.holdfast.cli.sweep;

import dev.holdfast.HoldfastException;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.server.database.DatabaseUnavailableException;
import dev.holdfast.server.database.ShopDatabase;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a sweep until it is stopped. After a failure it retries with growing delays, which never exceed the pause
 * between rounds.
 */
public final class SweepWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SweepWatch.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RETRY = Duration.ofMinutes(1);

    private final Duration pause;
    private final Stop stop;

    /**
     * A watch that has not started.
     *
     * @param pause between rounds
     */
    public SweepWatch(Duration pause, Stop stop) {
        this.pause = pause;
        this.stop = stop;
    }

    /**
     * Opens the database and runs rounds on it until the stop. Retries if the database cannot be opened, too.
     *
     * @param open opens the database
     * @param round runs one sweep
     */
    public void run(Supplier<ShopDatabase> open, Consumer<ShopDatabase> round) {
        int failures = 0;
        while (!stop.isAsked()) {
            try (ShopDatabase database = open.get()) {
                failures = 0;
                rounds(() -> round.accept(database));
            } catch (DatabaseUnavailableException e) {
                waitAfter(e, ++failures);
            }
        }
    }

    private void rounds(Runnable round) {
        int failures = 0;
        while (!stop.isAsked()) {
            try {
                round.run();
                failures = 0;
                stop.await(pause);
            } catch (HoldfastException e) {
                waitAfter(e, ++failures);
            }
        }
    }

    private void waitAfter(RuntimeException failure, int failures) {
        Duration retry = retryAfter(failures);
        LOG.warn(
                "{}; trying again in {}",
                failure.getMessage(),
                retry.toMillis() < 1000 ? retry.toMillis() + " ms" : retry.toSeconds() + " s");
        stop.await(retry);
    }

    /** The delay before a retry: doubles with each consecutive failure, up to a minute or the pause between rounds. */
    Duration retryAfter(int failures) {
        Duration slowest = pause.compareTo(SLOWEST_RETRY) < 0 ? pause : SLOWEST_RETRY;
        Duration retry = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 6));
        return retry.compareTo(slowest) < 0 ? retry : slowest;
    }
}
