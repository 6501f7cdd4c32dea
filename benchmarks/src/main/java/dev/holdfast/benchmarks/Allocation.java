package dev.holdfast.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.holdfast.Holdfast;
import java.lang.management.ManagementFactory;

/** How many bytes of garbage a call makes. */
final class Allocation {
    private static final int WARM_UP = 5_000;
    private static final int CALLS = 5_000;

    private final Stage stage;
    private final Report report;

    Allocation(Stage stage, Report report) {
        this.stage = stage;
        this.report = report;
    }

    void run() throws Exception {
        Reservations reservations = new Reservations(stage, false);
        reservations.ready(WARM_UP + CALLS);
        Holdfast shop = stage.shop();
        for (int i = 0; i < WARM_UP; i++) {
            reservations.put(shop);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            reservations.put(shop);
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
        report.line("Put item, one caller, all of the call: " + Report.number(bytes / 1024.0, "%,.1f") + " KiB.");
    }
}
