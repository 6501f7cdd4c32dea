package dev.holdfast.server.metrics;

import dev.holdfast.HoldfastException;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.Reservations;
import io.micrometer.core.instrument.Counter;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The metrics of a process for Prometheus: commands, batches, stock, sweeps, requests, reservations, connections and the
 * JVM. Labels have few values and contain no personal data. Counting starts when this is created. Thread-safe.
 */
public final class Metrics implements HoldfastListener, AutoCloseable {
    /** The content type of {@link #scrape}: the text format of Prometheus. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String CHECKOUT = "checkout";
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
    private static final List<String> KINDS =
            List.of("received", "adjusted", "reserved", "released", "expired", "sold", "returned");
    private static final List<String> LIMITS =
            List.of("rate_limited", "too_many_attempts", "too_many_promo_codes", "anonymous_limit");
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Counter> units = new ConcurrentHashMap<>();
    private final Counter orders =
            Counter.builder("holdfast.orders").description("Orders placed").register(registry);
    private final Counter unknownCodes = Counter.builder("holdfast.promo.codes.unknown")
            .description("Promo codes that callers named and that do not exist")
            .register(registry);
    private final Counter wrongKeys = Counter.builder("holdfast.keys.wrong")
            .description("Requests that were refused because of a wrong key")
            .register(registry);
    private final Map<String, Counter> limits = new ConcurrentHashMap<>();
    private final Counter unshared = Counter.builder("holdfast.limits.unshared")
            .description("Requests that were counted by this process alone, because Redis could not be used")
            .register(registry);
    private final AtomicLong lastSweep = new AtomicLong();
    private final AtomicInteger leading = new AtomicInteger();
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final DistributionSummary batches = DistributionSummary.builder("holdfast.batch.commands")
            .description("Commands combined into one transaction")
            .serviceLevelObjectives(SIZES)
            .register(registry);

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
        KINDS.forEach(this::units);
        LIMITS.forEach(code -> limits.put(
                code,
                Counter.builder("holdfast.limits.refused")
                        .description("Requests that were refused because of a limit of their caller, by code")
                        .tag("code", code)
                        .register(registry)));
        sweepItems();
        sweepUnits();
        sweepFilled();
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
        Remembered remembered = new Remembered(count);
        reservations("open", remembered, Reservations::open);
        reservations("expired", remembered, Reservations::expired);
    }

    /** Publishes how many commands wait in the lanes of this process, asked when the metrics are read. */
    public void watchQueue(IntSupplier waiting) {
        Gauge.builder("holdfast.commands.waiting", waiting::getAsInt)
                .description("Commands that wait for others to end")
                .register(registry);
    }

    /** Publishes what a worker's sweeps are like, which the metrics of {@link #sweepEnded} do not tell. */
    public void watchSweeps() {
        Gauge.builder("holdfast.sweep.last.success", () -> lastSweep.get() / 1000.0)
                .description("When a sweep ended well the last time, or found another one running; 0 for never")
                .baseUnit("timestamp_seconds")
                .register(registry);
        Gauge.builder("holdfast.sweep.leader", leading::get)
                .description("Whether the last sweep held the lock (1) or found another one running (0)")
                .register(registry);
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
        Timer.builder("holdfast.commands")
                .description("Commands by outcome, and the time that their callers waited")
                .serviceLevelObjectives(LATENCIES)
                .tag("command", command)
                .tag("outcome", outcome)
                .register(registry)
                .record(duration);
        if (command.equals(CHECKOUT) && outcome.equals(ACCEPTED)) {
            orders.increment();
        }
    }

    @Override
    public void batchEnded(int commands) {
        batches.record(commands);
    }

    @Override
    public void unitsMoved(String kind, long moved) {
        units(kind).increment((double) moved);
    }

    private Counter units(String kind) {
        return units.computeIfAbsent(
                kind,
                word -> Counter.builder("holdfast.units")
                        .description("Units of stock that commands moved, by kind of movement")
                        .tag("kind", word)
                        .register(registry));
    }

    @Override
    public void promoCodesUnknown(int codes) {
        unknownCodes.increment(codes);
    }

    @Override
    public void sweepEnded(SweepResult result) {
        sweep(result.lockedOut() ? "locked_out" : result.finished() ? "done" : "stopped", result.duration());
        sweepItems().increment((double) result.items());
        sweepUnits().increment((double) result.units());
        sweepFilled().increment((double) result.filled());
        leading.set(result.lockedOut() ? 0 : 1);
        if (result.finished() || result.lockedOut()) {
            lastSweep.set(registry.config().clock().wallTime());
        }
    }

    private Counter sweepItems() {
        return Counter.builder("holdfast.sweep.items")
                .description("Expired items that sweeps took away")
                .register(registry);
    }

    private Counter sweepUnits() {
        return Counter.builder("holdfast.sweep.units")
                .description("Units of stock that sweeps released")
                .register(registry);
    }

    private Counter sweepFilled() {
        return Counter.builder("holdfast.sweep.filled")
                .description("Units that sweeps gave to orders that waited for them")
                .register(registry);
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
