package dev.holdfast.server.access;

import dev.holdfast.HoldfastException;
import dev.holdfast.access.ApiKeys;
import dev.holdfast.access.WorkingKeys;
import dev.holdfast.server.http.wire.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys of a shop in memory. Their version is read four times a second, and what was read counts for less than a
 * second: a key that was revoked is refused within that time, or none is accepted. A request reads nothing from the
 * database. Thread-safe.
 */
final class KeyWatch implements AutoCloseable {
    /** The time between two readings. */
    static final Duration INTERVAL = Duration.ofMillis(250);

    /** How long a reading counts, from its beginning. */
    static final Duration COUNTS = Duration.ofMillis(950);

    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);

    private final ApiKeys keys;
    private final Map<Long, Long> notedAt = new HashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "holdfast-keys");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Reading last;
    private boolean failing;

    private KeyWatch(ApiKeys keys) {
        this.keys = keys;
    }

    /** Starts to read. */
    static KeyWatch of(ApiKeys keys) {
        KeyWatch watch = new KeyWatch(keys);
        watch.executor.scheduleWithFixedDelay(watch::keepUp, 0, INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        return watch;
    }

    /** What was read at a moment of this machine. */
    private record Reading(long version, long readAt, Instant now, Map<String, Known> known) {
        Instant time() {
            return now.plusNanos(System.nanoTime() - readAt);
        }
    }

    private static final class Known {
        final long keyId;
        final Principal principal;
        final @Nullable Instant until;
        // Written by whoever uses the key, and read now and then; to lose a use among others does not matter.
        volatile boolean used;

        Known(WorkingKeys.Secret secret) {
            this.keyId = secret.keyId();
            this.principal = Principal.ofKey(secret.name(), secret.kind(), secret.scopes());
            this.until = secret.until();
        }
    }

    /**
     * Finds whose secret has a digest.
     *
     * @return null if there is no such secret that works
     * @throws Refusal if the keys could not be read lately
     */
    @Nullable
    Principal find(String digest) {
        Reading reading = last;
        if (reading == null || System.nanoTime() - reading.readAt() > COUNTS.toNanos()) {
            throw Refusal.keysUnavailable();
        }
        Known known = reading.known().get(digest);
        if (known == null || (known.until != null && !reading.time().isBefore(known.until))) {
            return null;
        }
        if (!known.used) {
            known.used = true;
        }
        return known.principal;
    }

    private void keepUp() {
        try {
            read();
            noteUse();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("the API keys cannot be read, so requests with one are refused: {}", e.getMessage());
            }
            if (!(e instanceof HoldfastException)) {
                LOG.debug("the API keys cannot be read", e);
            }
            failing = true;
        }
    }

    /** Reads the version, and the keys if it is another one. */
    synchronized void read() {
        Reading before = last;
        long start = System.nanoTime();
        WorkingKeys working = keys.working(before == null ? 0 : before.version());
        if (working.secrets() == null) {
            Map<String, Known> same = before == null ? Map.of() : before.known();
            last = new Reading(working.version(), start, working.now(), same);
            return;
        }
        Map<String, Known> known = new HashMap<>();
        working.secrets().forEach(secret -> known.put(secret.digest(), new Known(secret)));
        last = new Reading(working.version(), start, working.now(), Map.copyOf(known));
    }

    private void noteUse() {
        Reading reading = last;
        if (reading == null) {
            return;
        }
        long now = System.nanoTime();
        Map<Long, Instant> uses = new HashMap<>();
        for (Known known : reading.known().values()) {
            Long noted = notedAt.get(known.keyId);
            if (known.used && (noted == null || now - noted > BETWEEN_NOTES.toNanos())) {
                known.used = false;
                uses.put(known.keyId, reading.time());
            }
        }
        if (!uses.isEmpty()) {
            uses.keySet().forEach(keyId -> notedAt.put(keyId, now));
            keys.noteUse(uses);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
