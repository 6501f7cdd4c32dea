package dev.holdfast.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time used so far, by this JVM and by PostgreSQL, whose time is known on Linux only. */
record Processors(double java, double postgres, long at) {
    // USER_HZ, which is 100 wherever Linux runs.
    private static final double MICROS_PER_TICK = 10_000;

    static Processors now(long postmaster) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double postgres = ticks(postmaster, true)
                + ProcessHandle.of(postmaster).stream()
                        .flatMap(ProcessHandle::children)
                        .mapToDouble(child -> ticks(child.pid(), false))
                        .sum();
        return new Processors(system.getProcessCpuTime() / 1_000.0, postgres * MICROS_PER_TICK, System.nanoTime());
    }

    /** What a load has used since then. */
    Measured since(Measured measured, long postmaster) {
        Processors now = now(postmaster);
        return measured.using(now.java - java, now.postgres - postgres, (now.at - at) / 1e9);
    }

    private static double ticks(long pid, boolean withEnded) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return withEnded ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException e) {
            // It has ended, or this is no Linux.
            return 0;
        }
    }
}
