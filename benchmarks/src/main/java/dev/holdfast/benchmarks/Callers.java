package dev.holdfast.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that call something again and again for a while. */
final class Callers {
    /** Something to call. One thread does, and closes it. */
    interface Call {
        void run() throws Exception;

        /** Lets go of what it holds. */
        default void close() throws Exception {}
    }

    private Callers() {}

    /**
     * Calls from so many threads at once.
     *
     * @param calls makes what each thread calls
     * @throws Exception what the first call to fail threw; no call may fail
     */
    static Measured run(int callers, Duration time, Callable<Call> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        List<Call> made = new ArrayList<>();
        try {
            for (int i = 0; i < callers; i++) {
                made.add(calls.call());
            }
            long started = System.nanoTime();
            List<Future<Latencies>> running = new ArrayList<>();
            for (Call call : made) {
                running.add(threads.submit(() -> loop(call, started + time.toNanos())));
            }
            Latencies all = new Latencies();
            for (Future<Latencies> one : running) {
                all.addAll(result(one));
            }
            return Measured.of(all, (System.nanoTime() - started) / 1e9);
        } finally {
            threads.shutdownNow();
            for (Call call : made) {
                call.close();
            }
        }
    }

    private static Latencies loop(Call call, long until) throws Exception {
        Latencies latencies = new Latencies();
        long before = System.nanoTime();
        while (before < until) {
            call.run();
            long after = System.nanoTime();
            latencies.add(after - before);
            before = after;
        }
        return latencies;
    }

    private static Latencies result(Future<Latencies> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
