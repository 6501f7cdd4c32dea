package dev.holdfast.micrometer;

import dev.holdfast.HoldfastException;
import dev.holdfast.sweep.Reservations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts of reservations that are read from the database at most once every ten seconds. Thread-safe. */
final class Remembered {
    private static final long FRESH = Duration.ofSeconds(10).toNanos();

    private final Supplier<Reservations> count;
    private @Nullable Reservations last;
    private long askedAt;
    private boolean asked;

    Remembered(Supplier<Reservations> count) {
        this.count = count;
    }

    /** The counts; empty while the database is unavailable. */
    synchronized Optional<Reservations> get() {
        if (!asked || System.nanoTime() - askedAt > FRESH) {
            asked = true;
            try {
                last = count.get();
            } catch (HoldfastException e) {
                last = null;
            }
            askedAt = System.nanoTime();
        }
        return Optional.ofNullable(last);
    }
}
