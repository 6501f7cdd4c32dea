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

/** Sweeps at an interval, in its own thread, unless another process is sweeping the shop at that moment. */
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

    /** Starts sweeping; the first sweep is due after one interval. */
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
            if (result.items() > 0 || result.filled() > 0) {
                LOG.info(
                        "sweep: released {} expired items of {} carts, {} units; gave {} units to orders that waited",
                        result.items(),
                        result.carts(),
                        result.units(),
                        result.filled());
            }
        } catch (HoldfastException e) {
            LOG.warn("sweep: {}; will retry", e.getMessage());
        } catch (RuntimeException e) {
            // Caught because an exception would end the schedule.
            LOG.error("sweep: failed; will retry", e);
        }
    }

    /** Stops after the batch that is under way. */
    @Override
    public void close() {
        stopped.set(true);
        executor.shutdown();
        try {
            if (!executor.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.warn("sweep: still running {} s after it was asked to stop; abandoned", SECONDS_TO_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
