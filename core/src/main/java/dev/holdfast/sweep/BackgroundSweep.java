package dev.holdfast.sweep;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.spi.SweepResult;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps at an interval, in a thread of its own, until it is closed, and {@linkplain Holdfast#warmUp keeps the shop warm}.
 * A sweep that fails is logged, and the next one is due after the interval. Start one in each process of a host: a lock
 * keeps all but one from doing the work. Thread-safe.
 *
 * @see Sweeper
 */
public final class BackgroundSweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSweep.class);
    private static final int SECONDS_TO_END = 30;

    private final Holdfast shop;
    private final SweepOptions options;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "holdfast-sweep");
        thread.setDaemon(true);
        return thread;
    });

    private BackgroundSweep(Holdfast shop, SweepOptions options) {
        this.shop = shop;
        this.options =
                options.stoppingWhen(() -> stopped.get() || options.stop().getAsBoolean());
    }

    /**
     * Starts to sweep under the {@linkplain Sweeper#databaseLock() lock of the database}; the first sweep is due after one
     * interval.
     */
    public static BackgroundSweep every(Duration interval, Holdfast shop) {
        return every(
                interval, shop, SweepOptions.defaults().withLock(shop.sweeper().databaseLock()));
    }

    /**
     * Starts to sweep; the first sweep is due after one interval.
     *
     * @param interval between the end of a sweep and the begin of the next one; positive
     * @param options of each sweep, with the lock that keeps other processes out
     * @throws IllegalArgumentException if the interval is not positive
     */
    public static BackgroundSweep every(Duration interval, Holdfast shop, SweepOptions options) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval: " + interval + " is not positive");
        }
        BackgroundSweep sweep = new BackgroundSweep(shop, options);
        sweep.executor.execute(sweep::warmUp);
        sweep.executor.scheduleWithFixedDelay(
                sweep::sweep, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        return sweep;
    }

    private void warmUp() {
        try {
            shop.warmUp();
        } catch (RuntimeException e) {
            // The first sweep tells it.
            LOG.debug("sweep: not warmed up", e);
        }
    }

    private void sweep() {
        try {
            shop.warmUp();
            SweepResult result = shop.sweeper().sweep(options);
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
