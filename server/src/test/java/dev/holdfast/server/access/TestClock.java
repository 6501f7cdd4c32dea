package dev.holdfast.server.access;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** A clock of buckets that a test moves. */
final class TestClock implements TimeMeter {
    private long nanos = 17;

    void advance(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
