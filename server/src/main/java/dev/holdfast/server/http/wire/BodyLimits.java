package dev.holdfast.server.http.wire;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What bodies may cost a server: how long one is, how long it takes to arrive, and how many long ones are in memory at
 * once. Read as a tree, a body can take thirty times its length. Thread-safe.
 *
 * @param mostBytes the longest body
 * @param patience how long a body may take to arrive
 * @param longBodies as many permits as there may be long bodies at once
 */
public record BodyLimits(int mostBytes, Duration patience, Semaphore longBodies) {
    /** What is not long: as many as there are requests may be in memory. */
    public static final int SHORT_BYTES = 16 * 1024;

    private static final int MOST_LONG = 4;

    public BodyLimits(int mostBytes, Duration patience) {
        this(mostBytes, patience, new Semaphore(MOST_LONG));
    }

    /** Whether a request's body is long, and so has to be given back when the request is over. */
    public static final class Held implements AutoCloseable {
        private final AtomicBoolean held = new AtomicBoolean();
        private final BodyLimits limits;

        Held(BodyLimits limits) {
            this.limits = limits;
        }

        /** Makes room for a long body. Throws {@link Refusal} when there are as many as can be. */
        void take() {
            if (!limits.longBodies.tryAcquire()) {
                throw Refusal.overloaded("long bodies are being read, and no more are taken");
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
