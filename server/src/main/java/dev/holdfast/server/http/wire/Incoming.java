package dev.holdfast.server.http.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request while it arrives, within limits. A body that nobody wants or that is refused is read and not
 * kept: a client that is cut off while it sends would see a broken connection instead of the answer. Not thread-safe,
 * but for {@link #close}.
 */
public final class Incoming implements AutoCloseable {
    // How many times the longest body a client may send in vain.
    private static final int DRAINED_TIMES = 32;

    private final BodyLimits limits;
    private final boolean wanted;
    private final long start = System.nanoTime();
    private final AtomicBoolean holdsPermit = new AtomicBoolean();
    private byte[] bytes = Body.NONE;
    private int kept;
    private long received;
    private @Nullable Refusal refusal;

    /**
     * Nothing has arrived.
     *
     * @param wanted whether the request is one whose body means something
     */
    public Incoming(BodyLimits limits, boolean wanted) {
        this.limits = limits;
        this.wanted = wanted;
    }

    /** Adds what has arrived. */
    public void add(ByteBuffer arrived) {
        received += arrived.remaining();
        if (wanted && refusal == null) {
            accept(arrived);
        }
    }

    /** Whether to read no further, although there is more: the client goes on sending what is not kept. */
    public boolean isInVain() {
        return received > (long) limits.mostBytes() * DRAINED_TIMES;
    }

    private void accept(ByteBuffer arrived) {
        if (received > limits.mostBytes()) {
            refuse(limits.tooLarge());
        }
        if (refusal == null && received > BodyLimits.SHORT_BYTES && !holdsPermit.get()) {
            if (limits.longBodies().tryAcquire()) {
                holdsPermit.set(true);
            } else {
                refuse(Refusal.overloaded("too many long bodies are being read at once"));
            }
        }
        if (refusal == null) {
            keep(arrived);
        }
    }

    /**
     * The whole body; empty if nobody wants it.
     *
     * @throws Refusal if it was too long, or there was no room for it
     */
    public byte[] bytes() {
        if (refusal != null) {
            throw refusal;
        }
        return kept == bytes.length ? bytes : Arrays.copyOf(bytes, kept);
    }

    /** How long the next bytes may take to arrive; zero or less if the body is too slow. */
    public Duration patience() {
        return limits.timeFor(received).minusNanos(System.nanoTime() - start);
    }

    /** The refusal of a body that is too slow; the one that it would have got anyway takes precedence. */
    public Refusal tooSlow() {
        return refusal == null ? limits.tooSlow(received, Duration.ofNanos(System.nanoTime() - start)) : refusal;
    }

    /** Gives back the room that a long body has taken. Harmless to repeat. */
    @Override
    public void close() {
        if (holdsPermit.getAndSet(false)) {
            limits.longBodies().release();
        }
    }

    private void refuse(Refusal reason) {
        refusal = reason;
        bytes = Body.NONE;
        close();
    }

    private void keep(ByteBuffer arrived) {
        int length = arrived.remaining();
        if (bytes.length - kept < length) {
            // Exactly what has come at first, because most bodies come at once.
            bytes = Arrays.copyOf(bytes, kept == 0 ? length : Math.max(kept + length, 2 * kept));
        }
        arrived.get(bytes, kept, length);
        kept += length;
    }
}
