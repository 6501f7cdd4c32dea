package dev.holdfast.server.http.wire;

import java.time.Duration;
import java.util.concurrent.Semaphore;

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

    /** The rate at which a body must arrive, after a while. */
    static final int LEAST_BYTES_PER_SECOND = 1024;

    /** The while. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final int MOST_LONG = 4;

    /** Limits with up to four long bodies in memory at once. */
    public BodyLimits(int mostBytes, Duration patience) {
        this(mostBytes, patience, new Semaphore(MOST_LONG));
    }

    /** The refusal of a body that is too long. */
    public Refusal tooLarge() {
        return Refusal.tooLarge(mostBytes);
    }

    /** How long a body may take to arrive of which so many bytes have arrived. */
    Duration timeFor(long received) {
        Duration time = GRACE.plusMillis(received * 1000 / LEAST_BYTES_PER_SECOND);
        return time.compareTo(patience) < 0 ? time : patience;
    }

    /** The refusal of a body that is too slow. */
    Refusal tooSlow(long received, Duration elapsed) {
        return Refusal.malformed(
                timeFor(received).compareTo(patience) < 0
                        ? "the body arrives too slowly: " + received + " bytes in " + elapsed.toSeconds()
                                + " s; after " + GRACE.toSeconds() + " s, " + LEAST_BYTES_PER_SECOND
                                + " bytes a second are expected"
                        : "the body took longer than " + patience.toSeconds() + " s to arrive");
    }
}
