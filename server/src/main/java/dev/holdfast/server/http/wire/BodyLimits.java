package dev.holdfast.server.http.wire;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What request bodies may cost the server: their length, the time they take to arrive, and how many long ones are in
 * memory at once. Parsed into a tree, a body can take thirty times its length. Thread-safe.
 *
 * @param mostBytes the greatest length of a body
 * @param patience how long a body may take to arrive
 * @param longBodies a permit for each long body that may be in memory
 */
public record BodyLimits(int mostBytes, Duration patience, Semaphore longBodies) {
    /** Bodies up to this length are not counted: every request may have one in memory. */
    static final int SHORT_BYTES = 16 * 1024;

    private static final int MOST_LONG = 4;

    /** Limits with up to four long bodies in memory at once. */
    public BodyLimits(int mostBytes, Duration patience) {
        this(mostBytes, patience, new Semaphore(MOST_LONG));
    }

    /** The permit of a request whose body is long, returned when the request ends. */
    static final class Held implements AutoCloseable {
        private final AtomicBoolean held = new AtomicBoolean();
        private final BodyLimits limits;

        Held(BodyLimits limits) {
            this.limits = limits;
        }

        /**
         * Takes a permit for a long body.
         *
         * @throws Refusal if none is left
         */
        void take() {
            if (!limits.longBodies.tryAcquire()) {
                throw Refusal.overloaded("too many long bodies are being read at once");
            }
            held.set(true);
        }

        @Override
        public void close() {
            if (held.getAndSet(false)) {
                limits.longBodies.release();
            }
        }
    }
}
