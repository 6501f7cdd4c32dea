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
 * Rounds of a sweep, one after the other, until it is told to stop. What is away is tried again, soon at first and then
 * less often, and never less often than the rounds would come.
 */
public final class SweepWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SweepWatch.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RETRY = Duration.ofMinutes(1);

    private final Duration pause;
    private final Stop stop;

    public SweepWatch(Duration pause, Stop stop) {
        this.pause = pause;
        this.stop = stop;
    }

    /** Opens the database and runs rounds on it; a database that cannot be opened is tried again as well. */
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

    /** Twice as long after each failure in a row, up to the pause between rounds or a minute. */
    Duration retryAfter(int failures) {
        Duration slowest = pause.compareTo(SLOWEST_RETRY) < 0 ? pause : SLOWEST_RETRY;
        Duration retry = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 6));
        return retry.compareTo(slowest) < 0 ? retry : slowest;
    }
}
