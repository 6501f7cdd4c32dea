package dev.holdfast.cli.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request to stop, which a command checks and waits for. Thread-safe. */
public final class Stop {
    private final CountDownLatch asked = new CountDownLatch(1);

    /** Requests the stop. */
    public void ask() {
        asked.countDown();
    }

    /** Whether the stop was requested. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits until the stop is requested, or the time is over. An interrupt counts as a request. */
    public void await(Duration longest) {
        try {
            asked.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            ask();
            Thread.currentThread().interrupt();
        }
    }
}
