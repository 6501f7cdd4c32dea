package dev.holdfast.benchmarks;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Several ways to do the same, which take turns on the same data. */
final class Comparison {
    /** One way, run for a while. */
    interface Side {
        /** Makes ready for a run. */
        void prepare(Duration time) throws Exception;

        Measured run(Duration time) throws Exception;
    }

    private static final Duration WARM_UP = Duration.ofSeconds(3);

    // What serves for days is compiled, and not compiling: the library has more to compile than a statement has, which
    // takes processors from what is measured.
    private static final double MOST_COMPILING = 0.05;
    private static final int MOST_WARM_UPS = 40;

    private final Report report;
    private final Options options;
    private final long postmaster;
    private final Map<String, Side> sides = new LinkedHashMap<>();
    private final List<Side> before = new ArrayList<>();

    Comparison(Report report, Options options, Stage stage) {
        this.report = report;
        this.options = options;
        this.postmaster = stage.postgres().pid();
    }

    /** Adds a way; the first one is compared with each of the others. */
    Comparison with(String name, Side side) {
        if (sides.isEmpty() || !options.libraryOnly()) {
            sides.put(name, side);
        }
        return this;
    }

    /** Adds work that comes before, so that the code that is measured by few calls is compiled like that of many. */
    Comparison after(Side other) {
        before.add(other);
        return this;
    }

    /** Runs the rounds and reports them. */
    void run() throws Exception {
        for (Side side : before) {
            compile(side);
        }
        for (Map.Entry<String, Side> side : sides.entrySet()) {
            report.progress("  warming up: " + side.getKey());
            run(side.getValue(), WARM_UP);
        }
        report.progress("  compiling");
        compile(sides.values().iterator().next());
        Map<String, List<Measured>> measured = new LinkedHashMap<>();
        sides.keySet().forEach(name -> measured.put(name, new ArrayList<>()));
        List<String> order = new ArrayList<>(sides.keySet());
        for (int round = 1; round <= options.rounds(); round++) {
            for (String name : order) {
                Measured one = run(Objects.requireNonNull(sides.get(name)), options.slice());
                Objects.requireNonNull(measured.get(name)).add(one);
                report.progress("  round %d: %-34s %9.0f/s  p50 %8.0f us  p99 %8.0f us  processor %6.0f + %6.0f us"
                        .formatted(round, name, one.perSecond(), one.p50(), one.p99(), one.java(), one.postgres()));
            }
            // Another one begins, so that nobody always follows the same neighbour.
            order.add(order.remove(0));
        }
        print(measured);
    }

    /** Runs a side until the compilers of this JVM rest, or for long enough. */
    private void compile(Side side) throws Exception {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        for (int i = 0; i < MOST_WARM_UPS; i++) {
            long before = compilers.getTotalCompilationTime();
            run(side, WARM_UP);
            if (compilers.getTotalCompilationTime() - before < MOST_COMPILING * WARM_UP.toMillis()) {
                return;
            }
        }
    }

    private Measured run(Side side, Duration time) throws Exception {
        side.prepare(time);
        Processors before = Processors.now(postmaster);
        return before.since(side.run(time), postmaster);
    }

    private void print(Map<String, List<Measured>> measured) {
        List<List<String>> rows = new ArrayList<>();
        List<Measured> first = measured.values().iterator().next();
        measured.forEach((name, runs) -> rows.add(List.of(
                name,
                Report.spread(runs.stream().mapToDouble(Measured::perSecond).toArray(), "%,.0f"),
                Report.millis(median(runs, Measured::p50)),
                Report.millis(median(runs, Measured::p99)),
                Report.number(median(runs, Measured::java), "%,.0f") + " + "
                        + Report.number(median(runs, Measured::postgres), "%,.0f") + " µs",
                runs.equals(first) ? "" : Report.spread(ratios(first, runs, Measured::perSecond), "%.2f"),
                runs.equals(first)
                        ? ""
                        : Report.number(median(first, Measured::p50) / median(runs, Measured::p50), "%.2f"),
                runs.equals(first)
                        ? ""
                        : Report.number(median(first, Measured::p99) / median(runs, Measured::p99), "%.3f"))));
        report.table(
                List.of(
                        "",
                        "per second",
                        "p50",
                        "p99",
                        "Java + PostgreSQL, per call",
                        "Holdfast's rate to it",
                        "its p50",
                        "its p99"),
                rows);
    }

    private interface Figure {
        double of(Measured measured);
    }

    private static double median(List<Measured> runs, Figure figure) {
        return Report.median(runs.stream().mapToDouble(figure::of).toArray());
    }

    private static double[] ratios(List<Measured> first, List<Measured> other, Figure figure) {
        double[] ratios = new double[first.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.of(first.get(i)) / figure.of(other.get(i));
        }
        return ratios;
    }
}
