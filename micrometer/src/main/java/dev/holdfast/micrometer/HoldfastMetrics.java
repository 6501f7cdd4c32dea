package dev.holdfast.micrometer;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.Reservations;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Metrics of a shop in a Micrometer registry: commands, batches, stock, sweeps and reservations. Tags have few values and
 * contain no personal data. Counting starts when this is created. Thread-safe.
 *
 * <pre>{@code
 * HoldfastMetrics metrics = new HoldfastMetrics(registry);
 * Holdfast holdfast = Holdfast.builder(dataSource).listener(metrics).build();
 * metrics.watch(holdfast);
 * }</pre>
 */
public final class HoldfastMetrics implements HoldfastListener {
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
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    private final MeterRegistry registry;
    private final Map<String, Counter> units = new ConcurrentHashMap<>();
    private final Counter orders;
    private final Counter unknownCodes;
    private final DistributionSummary batches;
    private final AtomicLong lastSweep = new AtomicLong();
    private final AtomicInteger leading = new AtomicInteger();

    /** Metrics of a shop that has done nothing yet. */
    public HoldfastMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.orders =
                Counter.builder("holdfast.orders").description("Orders placed").register(registry);
        this.unknownCodes = Counter.builder("holdfast.promo.codes.unknown")
                .description("Promo codes that callers named and that do not exist")
                .register(registry);
        this.batches = DistributionSummary.builder("holdfast.batch.commands")
                .description("Commands combined into one transaction")
                .serviceLevelObjectives(SIZES)
                .register(registry);
        // They exist before anything has happened, so that a rate sees the first event.
        KINDS.forEach(this::units);
        sweepItems();
        sweepUnits();
        sweepFilled();
    }

    /** The latencies in seconds up to which histograms count: from a millisecond to ten seconds. */
    public static Duration[] latencies() {
        return LATENCIES.clone();
    }

    /**
     * Publishes what a shop is like when the metrics are read: its reservations, counted at most once every ten seconds,
     * and how many commands wait in this process.
     */
    public void watch(Holdfast shop) {
        watchReservations(shop.sweeper()::reservations);
        watchQueue(shop::waitingCommands);
    }

    /** Publishes the reservations of a shop, counted when the metrics are read, at most once every ten seconds. */
    public void watchReservations(Supplier<Reservations> count) {
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

    /** Publishes when this process swept the last time, which the metrics of {@link #sweepEnded} do not tell. */
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
}
