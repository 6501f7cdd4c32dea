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
 * The numbers of a process for Prometheus: its commands, batches, sweeps, requests, reservations, connections and JVM.
 * Labels have few values, and none is about a person. Counts what happens after it was made. Thread-safe.
 */
public final class Metrics implements HoldfastListener, AutoCloseable {
    /** What the page of metrics is: the text format of Prometheus. */
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
            .description("Commands that went through one transaction together")
            .serviceLevelObjectives(SIZES)
            .register(registry);

    // To set these up takes a tenth of a server's start, which need not wait for it.
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
        // Not a number while the database is away, rather than one that was true once.
        Gauge.builder(
                        "holdfast.reservations",
                        () -> remembered
                                .get()
                                .map(reservations -> (double) number.applyAsLong(reservations))
                                .orElse(Double.NaN))
                .description("Lines of carts that hold stock, and those that have expired and wait for a sweep")
                .tag("state", state)
                .register(registry);
    }

    /** The page that Prometheus reads. */
    public String scrape() {
        watchingJvm.join();
        return registry.scrape();
    }

    /**
     * A request was answered.
     *
     * @param route the template of its path, which is none of what a person typed
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
                .description("Commands by their outcome, and what their callers waited")
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
                .description("Sweeps by their outcome, and how long they took")
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
