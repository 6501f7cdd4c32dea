package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.UnavailableException;
import dev.holdfast.sweep.SweepOptions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Expired lines by the library and by one bulk statement, in turns, with a buyer beside them. */
final class Sweeps {
    private static final int LINES_PER_CART = 4;
    private static final int LONG_AGO = -100_000;
    private static final int MOST_ROUNDS = 3;
    private static final int BUYERS_CARTS = 50_000;
    private static final long BUYERS_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private interface Sweep {
        void run() throws Exception;
    }

    private record Round(double linesPerSecond, double p50, double p99, double worst) {}

    private final Stage stage;
    private final Options options;
    private final Report report;
    private final Reservations buyer;
    private final Holdfast shop;

    Sweeps(Stage stage, Options options, Report report) {
        this.stage = stage;
        this.options = options;
        this.report = report;
        this.buyer = new Reservations(stage, false);
        this.shop = stage.shop();
    }

    void run() throws Exception {
        int lines = options.sweepLines();
        Sql bulk = Sql.of("sweep.sql");
        List<Round> quiet = new ArrayList<>();
        List<Round> ours = new ArrayList<>();
        List<Round> theirs = new ArrayList<>();
        for (int round = 1; round <= Math.min(MOST_ROUNDS, options.rounds()); round++) {
            quiet.add(round("quiet", 0, () -> TimeUnit.SECONDS.sleep(3)));
            ours.add(round("Holdfast", lines, () -> shop.sweeper().sweep(SweepOptions.defaults())));
            theirs.add(round("one bulk statement", lines, () -> {
                try (Connection connection = stage.connect()) {
                    bulk.run(connection, Map.of());
                }
            }));
        }
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours.get(i).linesPerSecond() / theirs.get(i).linesPerSecond();
        }
        report.table(
                List.of("", "lines per second", "ratio", "buyer's p50", "buyer's p99", "buyer's worst"),
                List.of(
                        row("no sweep", quiet, ""),
                        row("Holdfast", ours, Report.spread(ratios, "%.2f")),
                        row("one bulk statement", theirs, "1")));
    }

    private static List<String> row(String name, List<Round> rounds, String ratio) {
        double[] speeds = rounds.stream().mapToDouble(Round::linesPerSecond).toArray();
        return List.of(
                name,
                Report.median(speeds) == 0 ? "" : Report.spread(speeds, "%,.0f"),
                ratio,
                Report.millis(
                        Report.median(rounds.stream().mapToDouble(Round::p50).toArray())),
                Report.millis(
                        Report.median(rounds.stream().mapToDouble(Round::p99).toArray())),
                Report.millis(
                        Report.median(rounds.stream().mapToDouble(Round::worst).toArray())));
    }

    private Round round(String name, int lines, Sweep sweep) throws Exception {
        if (lines > 0) {
            stage.addHeldCarts(lines / LINES_PER_CART, LINES_PER_CART, false, LONG_AGO);
            stage.settle();
        }
        buyer.ready(BUYERS_CARTS);
        Buying buying = new Buying();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Latencies> bought = thread.submit(buying::run);
        long started = System.nanoTime();
        try {
            sweep.run();
        } finally {
            buying.enough = true;
            thread.shutdown();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        Latencies latencies = bought.get();
        Round round = new Round(lines / seconds, latencies.micros(0.50), latencies.micros(0.99), latencies.micros(1));
        report.progress("  %-20s %9.0f lines/s in %.1f s, buyer's p50 %.0f us, p99 %.0f us, worst %.0f us"
                .formatted(name, round.linesPerSecond(), seconds, round.p50(), round.p99(), round.worst()));
        long left = stage.number("select count(*) from holdfast.cart_items where reserved_until <= now()");
        if (left > 0) {
            throw new IllegalStateException(left + " expired lines are left");
        }
        return round;
    }

    /** Puts an item every few milliseconds, and notes how long each took. */
    private final class Buying {
        private volatile boolean enough;

        Latencies run() {
            Latencies latencies = new Latencies();
            while (!enough) {
                long before = System.nanoTime();
                try {
                    buyer.put(shop);
                } catch (UnavailableException e) {
                    // Sent away after so long: it was a wait all the same.
                }
                latencies.add(System.nanoTime() - before);
                LockSupport.parkNanos(BUYERS_PAUSE);
            }
            return latencies;
        }
    }
}
