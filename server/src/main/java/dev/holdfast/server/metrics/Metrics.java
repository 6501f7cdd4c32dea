package dev.holdfast.server.metrics;

import dev.holdfast.micrometer.HoldfastMetrics;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.Reservations;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The metrics of a process for Prometheus: those of its shop, requests, connections and the
 * JVM. Labels have few values and contain no personal data. Counting starts when this is created. Thread-safe.
 */
public final class Metrics implements HoldfastListener, AutoCloseable {
    /** The content type of {@link #scrape}: the text format of Prometheus. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final List<String> LIMITS =
            List.of("rate_limited", "too_many_attempts", "too_many_promo_codes", "anonymous_limit");
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HoldfastMetrics shop = new HoldfastMetrics(registry);
    private final Counter wrongKeys = Counter.builder("holdfast.keys.wrong")
            .description("Requests that were refused because of a wrong key")
            .register(registry);
    private final Map<String, Counter> limits = new ConcurrentHashMap<>();
    private final Counter unshared = Counter.builder("holdfast.limits.unshared")
            .description("Requests that were counted by this process alone, because Redis could not be used")
            .register(registry);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    // Binding these takes a tenth of the time that a server takes to start, so the start does not wait for it.
    private final CompletableFuture<Void> watchingJvm = CompletableFuture.runAsync(this::watchJvm);

    /** Metrics of a process that has done nothing yet. */
    public Metrics() {
        String version = Metrics.class.getPackage().getImplementationVersion();
        Gauge.builder("holdfast.build.info", () -> 1)
                .description("Always 1; the labels name the version of Holdfast and of Java")
                .tag("version", version == null ? "development" : version)
                .tag("java", String.valueOf(System.getProperty("java.version")))
                .register(registry);
        // They exist before anything has happened, so that a rate sees the first event.
        LIMITS.forEach(code -> limits.put(
                code,
                Counter.builder("holdfast.limits.refused")
                        .description("Requests that were refused because of a limit of their caller, by code")
                        .tag("code", code)
                        .register(registry)));
    }

    private void watchJvm() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    /**
     * Publishes the metrics of something that reports to a Micrometer registry by itself, such as a connection pool.
     *
     * @param reporter is handed the registry once
     */
    public void collectFrom(Consumer<Object> reporter) {
        reporter.accept(registry);
    }

    /** Publishes the reservations of a shop, counted when the metrics are read, at most once every ten seconds. */
    public void watch(Supplier<Reservations> count) {
        shop.watchReservations(count);
    }

    /** Publishes how many commands wait in the lanes of this process, asked when the metrics are read. */
    public void watchQueue(IntSupplier waiting) {
        shop.watchQueue(waiting);
    }

    /** Publishes what a worker's sweeps are like, which the metrics of {@link #sweepEnded} do not tell. */
    public void watchSweeps() {
        shop.watchSweeps();
    }

    /** The metrics in the text format of Prometheus. */
    public String scrape() {
        watchingJvm.join();
        return registry.scrape();
    }

    /**
     * Records a request.
     *
     * @param method the HTTP method, one of few values
     * @param route the template of its path, which contains no personal data
     * @param status the HTTP status of the answer
     * @param duration the time until it was answered
     */
    public void request(String method, String route, int status, Duration duration) {
        Timer.builder("http.server.requests")
                .description("Requests and the time until they were answered")
                .serviceLevelObjectives(HoldfastMetrics.latencies())
                .tag("method", method)
                .tag("route", route)
                .tag("status", String.valueOf(status))
                .register(registry)
                .record(duration);
    }

    /**
     * Records a request that was refused.
     *
     * @param code of the problem; counted if it is that of a limit
     */
    public void refused(String code) {
        Counter limit = limits.get(code);
        if (limit != null) {
            limit.increment();
        }
    }

    /** Records a request that this process counted alone, although it should share its counts with others. */
    public void countedAlone() {
        unshared.increment();
    }

    /** Records a request that showed a wrong key. */
    public void wrongKey() {
        wrongKeys.increment();
    }

    @Override
    public void commandEnded(String command, String outcome, Duration duration) {
        shop.commandEnded(command, outcome, duration);
    }

    @Override
    public void batchEnded(int commands) {
        shop.batchEnded(commands);
    }

    @Override
    public void unitsMoved(String kind, long moved) {
        shop.unitsMoved(kind, moved);
    }

    @Override
    public void promoCodesUnknown(int codes) {
        shop.promoCodesUnknown(codes);
    }

    @Override
    public void sweepEnded(SweepResult result) {
        shop.sweepEnded(result);
    }

    @Override
    public void sweepFailed(RuntimeException failure) {
        shop.sweepFailed(failure);
    }

    @Override
    public void close() {
        watchingJvm.join();
        garbageCollection.close();
        registry.close();
    }
}
