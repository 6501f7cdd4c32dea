package dev.holdfast.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.holdfast.AnswerEncoder;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures processor time and garbage of the thread that makes a call, for a put by itself, one that joins a host's
 * transaction, and one under an idempotency key. The database's part is not in it.
 */
final class CallCosts {
    private static final int WARM_UP = 8_000;
    private static final int CALLS = 2_000;

    private static final AnswerEncoder<Integer> ENCODER = new AnswerEncoder<>() {
        @Override
        public String accepted(Integer answer) {
            return String.valueOf(answer);
        }

        @Override
        public String refused(HoldfastException refusal) {
            return refusal.code();
        }
    };

    private final Stage stage;
    private final Options options;
    private final Report report;

    CallCosts(Stage stage, Options options, Report report) {
        this.stage = stage;
        this.options = options;
        this.report = report;
    }

    void run() throws Exception {
        // Nothing of the disk is measured.
        stage.set("synchronous_commit", "off");
        try {
            measure();
        } finally {
            stage.set("synchronous_commit", "on");
        }
    }

    private void measure() throws Exception {
        List<List<String>> rows = new ArrayList<>();
        Holdfast shop = stage.shop();
        rows.add(row("put by itself", (reservations, call) -> reservations.put(shop)));
        rows.add(row("put in a host's transaction", (reservations, call) -> joined(shop, reservations)));
        rows.add(row("put under an idempotency key", (reservations, call) -> keyed(shop, reservations, call)));
        report.table(List.of("one caller", "processor time of the caller", "garbage"), rows);
    }

    private interface Call {
        void make(Reservations reservations, int call) throws Exception;
    }

    private List<String> row(String name, Call call) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Reservations reservations = new Reservations(stage, false);
        reservations.ready(WARM_UP + options.rounds() * CALLS);
        for (int i = 0; i < WARM_UP; i++) {
            call.make(reservations, -i);
        }
        List<Double> micros = new ArrayList<>();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < options.rounds(); round++) {
            long before = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < CALLS; i++) {
                call.make(reservations, round * CALLS + i + 1);
            }
            micros.add((threads.getCurrentThreadCpuTime() - before) / 1_000.0 / CALLS);
        }
        double kibibytes = (threads.getCurrentThreadAllocatedBytes() - bytes) / 1024.0 / CALLS / options.rounds();
        micros.sort(null);
        return List.of(
                name,
                Report.number(micros.get(micros.size() / 2), "%,.0f") + " µs",
                Report.number(kibibytes, "%,.1f") + " KiB");
    }

    private void joined(Holdfast shop, Reservations reservations) throws Exception {
        try (Connection connection = stage.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            reservations.put(shop.within(connection));
            connection.commit();
        }
    }

    private static void keyed(Holdfast shop, Reservations reservations, int call) {
        IdempotencyKey key = new IdempotencyKey("costs", "key " + call + " " + System.nanoTime(), "hash");
        shop.idempotent(key, ENCODER, joined -> {
            reservations.put(joined);
            return call;
        });
    }
}
