package dev.holdfast.server.metrics;

import dev.holdfast.HoldfastException;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.Reservations;
import io.micrometer.core.instrument.DistributionSummary;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The metrics of a process for Prometheus: commands, batches, sweeps, requests, reservations, connections and the JVM.
 * Labels have few values and contain no personal data. Counting starts when this is created. Thread-safe.
 */
public final class Metrics implements HoldfastListener, AutoCloseable {
    /** The content type of {@link #scrape}: the text format of Prometheus. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Duration[] LATENCIES = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final DistributionSummary batches = DistributionSummary.builder("holdfast.batch.commands")
            .description("Commands combined into one transaction")
            .serviceLevelObjectives(SIZES)
            .register(registry);

    // Binding these takes a tenth of the time that a server takes to start, so the start does not wait for it.
    private final CompletableFuture<Void> watchingJvm = CompletableFuture.runAsync(this::watchJvm);

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
        Remembered remembered = new Remembered(count);
        reservations("open", remembered, Reservations::open);
        reservations("expired", remembered, Reservations::expired);
    }

    private void reservations(String state, Remembered remembered, ToLongFunction<Reservations> number) {
        // NaN while the database is unavailable, rather than an outdated number.
        Gauge.builder(
                        "holdfast.reservations",
                        () -> remembered
                                .get()
                                .map(reservations -> (double) number.applyAsLong(reservations))
                                .orElse(Double.NaN))
                .description(
                        "Cart items that hold stock (open), and those that have expired and wait for a sweep (expired)")
                .tag("state", state)
                .register(registry);
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
                .serviceLevelObjectives(LATENCIES)
                .tag("method", method)
                .tag("route", route)
                .tag("status", String.valueOf(status))
                .register(registry)
                .record(duration);
    }

    @Override
    public void commandEnded(String command, String outcome, Duration duration) {
        Timer.builder("holdfast.commands")
                .description("Commands by outcome, and the time that their callers waited")
                .serviceLevelObjectives(LATENCIES)
                .tag("command", command)
                .tag("outcome", outcome)
                .register(registry)
                .record(duration);
    }

    @Override
    public void batchEnded(int commands) {
        batches.record(commands);
    }

    @Override
    public void sweepEnded(SweepResult result) {
        sweep(result.lockedOut() ? "locked_out" : result.finished() ? "done" : "stopped", result.duration());
        registry.counter("holdfast.sweep.items").increment((double) result.items());
        registry.counter("holdfast.sweep.units").increment((double) result.units());
    }

    @Override
    public void sweepFailed(RuntimeException failure) {
        sweep(failure instanceof HoldfastException known ? known.code() : FAILED, Duration.ZERO);
    }

    private void sweep(String outcome, Duration duration) {
        Timer.builder("holdfast.sweeps")
                .description("Sweeps by outcome, and their duration")
                .tag("outcome", outcome)
                .register(registry)
                .record(duration);
    }

    @Override
    public void close() {
        watchingJvm.join();
        garbageCollection.close();
        registry.close();
    }
}
