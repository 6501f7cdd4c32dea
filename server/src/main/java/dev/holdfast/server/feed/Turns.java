package dev.holdfast.server.feed;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a job again whenever it is asked to, one run at a time, and after the runs of others that were asked for before.
 * A run begins after each call of {@link #ask}; one may be for several. Thread-safe.
 */
public final class Turns {
    private final Executor executor;
    private final Runnable job;
    private final AtomicInteger asked = new AtomicInteger();

    /**
     * Runs a job.
     *
     * @param job throws nothing
     */
    public Turns(Executor executor, Runnable job) {
        this.executor = executor;
        this.job = job;
    }

    /** Asks for a run. */
    public void ask() {
        if (asked.getAndIncrement() == 0) {
            executor.execute(this::run);
        }
    }

    /** Asks for a run, in this thread if none is under way. */
    public void askHere() {
        if (asked.getAndIncrement() == 0) {
            run();
        }
    }

    private void run() {
        int seen = asked.get();
        job.run();
        if (!asked.compareAndSet(seen, 0)) {
            executor.execute(this::run);
        }
    }
}
