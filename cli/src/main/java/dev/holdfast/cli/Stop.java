package dev.holdfast.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a command was asked to come to an end. Thread-safe. */
final class Stop {
    private final CountDownLatch asked = new CountDownLatch(1);

    void ask() {
        asked.countDown();
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits, or returns at once when it was asked meanwhile. */
    void await(Duration longest) {
        try {
            asked.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            ask();
            Thread.currentThread().interrupt();
        }
    }
}
