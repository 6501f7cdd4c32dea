package dev.holdfast.server.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Buckets in the memory of this process. There are only so many: those that are full are forgotten, and beyond that many
 * all other keys share one. Thread-safe.
 */
public final class ProcessBuckets implements Buckets {
    /** How many keys are told apart, about 43 MB of them. */
    public static final int MOST_KEYS = 100_000;

    private static final Duration BETWEEN_FORGETTING = Duration.ofSeconds(5);

    private final Rate rate;
    private final TimeMeter clock;
    private final int mostKeys;
    private final AtomicLong forgot;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Bucket others;

    /** Buckets that fill at a rate. */
    public ProcessBuckets(Rate rate) {
        this(rate, TimeMeter.SYSTEM_NANOTIME, MOST_KEYS);
    }

    ProcessBuckets(Rate rate, TimeMeter clock, int mostKeys) {
        this.rate = rate;
        this.clock = clock;
        this.mostKeys = mostKeys;
        this.forgot = new AtomicLong(clock.currentTimeNanos());
        this.others = bucket();
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(rate.bandwidth())
                .withCustomTimePrecision(clock)
                .build();
    }

    @Override
    public <T> T use(String key, Function<Bucket, T> use) {
        Bucket bucket = known(key);
        return use.apply(bucket == null ? buckets.computeIfAbsent(key, unknown -> bucket()) : bucket);
    }

    /** Whether no bucket was used lately. */
    boolean isUnused() {
        return buckets.isEmpty();
    }

    /** The bucket of a key; null if it is full because it was not used lately. */
    @Nullable
    Bucket known(String key) {
        Bucket bucket = buckets.get(key);
        if (bucket != null || buckets.size() < mostKeys) {
            return bucket;
        }
        long now = clock.currentTimeNanos();
        long last = forgot.get();
        if (now - last > BETWEEN_FORGETTING.toNanos() && forgot.compareAndSet(last, now)) {
            buckets.values().removeIf(full -> full.getAvailableTokens() >= rate.most());
        }
        return buckets.size() < mostKeys ? null : others;
    }
}
