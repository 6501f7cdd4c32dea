package dev.holdfast.planted.catalog;

import java.time.Clock;

/** Makes a clock of its own. */
final class MakesClock {
    Clock clock() {
        return Clock.systemUTC();
    }
}
