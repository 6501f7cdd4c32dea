package dev.holdfast.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is moved, for {@link dev.holdfast.HoldfastBuilder#clock} in tests. Thread-safe.
 */
public final class SettableClock extends Clock {
    private final AtomicReference<Instant> now;

    /** A clock that shows {@code start}. */
    public SettableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /** Moves the clock forward, or back if {@code by} is negative. */
    public void advance(Duration by) {
        now.updateAndGet(at -> at.plus(by));
    }

    /** Sets the clock. */
    public void set(Instant at) {
        now.set(at);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a settable clock is in UTC");
    }
}
