package dev.holdfast.server;

import dev.holdfast.HoldfastException;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.sweep.Sweeper;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps now and then, in a thread of its own, unless another process of the shop does at the time. */
final class BackgroundSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSweep.class);
    private static final int SECONDS_TO_END = 30;

    private final Sweeper sweeper;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "holdfast-sweep");
        thread.setDaemon(true);
        return thread;
    });

    private BackgroundSweep(Sweeper sweeper) {
        this.sweeper = sweeper;
    }

    /** Starts; the first sweep comes after one interval. */
    static BackgroundSweep every(Duration interval, Sweeper sweeper) {
        BackgroundSweep sweep = new BackgroundSweep(sweeper);
        sweep.executor.scheduleWithFixedDelay(
                sweep::sweep, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        return sweep;
    }

    private void sweep() {
        try {
            SweepResult result = sweeper.sweep(
                    SweepOptions.defaults().withLock(sweeper.databaseLock()).stoppingWhen(stopped::get));
            if (result.items() > 0) {
                LOG.info(
                        "sweep: {} expired lines of {} carts held {} units",
                        result.items(),
                        result.carts(),
                        result.units());
            }
        } catch (HoldfastException e) {
            LOG.warn("sweep: {}; tried again later", e.getMessage());
        } catch (RuntimeException e) {
            // Caught, or there would be no next sweep.
            LOG.error("sweep: failed; tried again later", e);
        }
    }

    /** Ends after the batch that is under way. */
    @Override
    public void close() {
        stopped.set(true);
        executor.shutdown();
        try {
            if (!executor.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.warn("sweep: still under way, left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
