package dev.holdfast.server.metrics;

import dev.holdfast.HoldfastException;
import dev.holdfast.sweep.Reservations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts that are asked of the database again only after a while, however often somebody looks. Thread-safe. */
final class Remembered {
    private static final long FRESH = Duration.ofSeconds(10).toNanos();

    private final Supplier<Reservations> count;
    private @Nullable Reservations last;
    private long askedAt;
    private boolean asked;

    Remembered(Supplier<Reservations> count) {
        this.count = count;
    }

    /** Empty while the database is away. */
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
