package dev.holdfast.planted.pricing.quote;

import java.time.Clock;
import java.time.Instant;

/** A price that hangs on the time of day. */
record AsksClock(Clock clock) {
    boolean isOver(Instant end) {
        return clock.instant().isAfter(end);
    }
}
