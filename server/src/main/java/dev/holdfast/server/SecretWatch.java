package dev.holdfast.server;

import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.server.config.Variable;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files of the secret keys and of the keys of buyer tokens once a second, as Kubernetes changes them under a
 * running process. While a file cannot be used, the keys that were read last go on working. Thread-safe.
 */
public final class SecretWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecretWatch.class);
    private static final long SECONDS = 1;

    private final Consumer<Configuration> changed;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "holdfast-secrets");
        thread.setDaemon(true);
        return thread;
    });
    private Configuration known;
    private @Nullable String lastFault;

    private SecretWatch(Configuration configuration, Consumer<Configuration> changed) {
        this.known = configuration;
        this.changed = changed;
    }

    /**
     * Starts to watch; does nothing if none of these keys is in a file of its own.
     *
     * @param changed told of a configuration with other keys; it may throw a {@link ConfigurationException} to refuse it
     */
    public static SecretWatch start(Configuration configuration, Consumer<Configuration> changed) {
        SecretWatch watch = new SecretWatch(configuration, changed);
        if (configuration.hasKeyFiles()) {
            watch.executor.scheduleWithFixedDelay(watch::look, SECONDS, SECONDS, TimeUnit.SECONDS);
        }
        return watch;
    }

    /** Reads the files now. */
    synchronized void look() {
        try {
            Configuration now = known.withKeysOfNow();
            if (!keys(now).equals(keys(known))) {
                changed.accept(now);
                known = now;
                LOG.info("keys were read again, because their file has changed");
            }
            lastFault = null;
        } catch (ConfigurationException e) {
            if (!String.valueOf(e.getMessage()).equals(lastFault)) {
                LOG.warn("{}; the keys that were read before go on working", e.getMessage());
            }
            lastFault = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            // Caught because an exception would end the schedule.
            LOG.error("keys could not be read again", e);
        }
    }

    private static List<Object> keys(Configuration configuration) {
        return List.of(configuration.secretKeys(), configuration.get(Variable.HOLDFAST_BUYER_TOKEN_KEYS));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
