package dev.holdfast.spi;

import java.util.Optional;

/**
 * Keeps two sweeps from doing the same work at once. It saves work and is never needed for correctness: any number of
 * sweeps may run at once.
 */
public interface SweepLock {
    /**
     * Takes the lock if it is free.
     *
     * @return the lock, held until closed or lost; empty when somebody else holds it
     */
    Optional<Held> tryAcquire();

    /** A lock that is held. Closing it releases it, only if it is still its owner's. */
    interface Held extends AutoCloseable {
        /** Asks for more time. Returns false when the lock was lost; the sweep then stops before its next batch. */
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
