package dev.holdfast.spring;

import dev.holdfast.Holdfast;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.sweep.BackgroundSweep;
import dev.holdfast.sweep.SweepOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Sweeps while the application runs, in a thread of its own: a scheduler of the application may have one thread alone, and
 * a long sweep would keep its other tasks from it. Starts last and stops first, before the DataSource is closed.
 */
final class SweepLifecycle implements SmartLifecycle {
    private final Holdfast shop;
    private final HoldfastProperties.Sweep properties;
    private final @Nullable SweepLock lock;
    private @Nullable BackgroundSweep running;

    SweepLifecycle(Holdfast shop, HoldfastProperties.Sweep properties, @Nullable SweepLock lock) {
        this.shop = shop;
        this.properties = properties;
        this.lock = lock;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = BackgroundSweep.every(
                    properties.interval(),
                    shop,
                    SweepOptions.defaults()
                            .withBatch(properties.batch())
                            .withLock(lock == null ? shop.sweeper().databaseLock() : lock));
        }
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }
}
