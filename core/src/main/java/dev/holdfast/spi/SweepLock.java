package dev.holdfast.spi;

import java.util.Optional;

/**
 * Keeps two sweeps from doing the same work. The lock saves work and is not needed for correctness: any number of
 * sweeps may run at once. Implementations must be thread-safe.
 */
public interface SweepLock {
    /**
     * Takes the lock if it is free.
     *
     * @return the lock, held until it is closed or lost; empty if another sweep holds it
     */
    Optional<Held> tryAcquire();

    /** A lock that is held. Closing releases it if it still belongs to this owner. */
    interface Held extends AutoCloseable {
        /** Extends the lock. Returns false if it was lost; the sweep then stops before its next batch. */
        boolean renew();

        @Override
        void close();
    }

    /** No lock: every sweep runs. */
    static SweepLock none() {
        return () -> Optional.of(new Held() {
            @Override
            public boolean renew() {
                return true;
            }

            @Override
            public void close() {}
        });
    }
}
