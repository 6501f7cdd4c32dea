package dev.holdfast.cli.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a command was asked to come to an end. Thread-safe. */
public final class Stop {
    private final CountDownLatch asked = new CountDownLatch(1);

    public void ask() {
        asked.countDown();
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits, or returns at once when it was asked meanwhile. */
    public void await(Duration longest) {
        try {
            asked.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            ask();
            Thread.currentThread().interrupt();
        }
    }
}
