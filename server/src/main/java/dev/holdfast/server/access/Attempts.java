package dev.holdfast.server.access;

import dev.holdfast.server.http.wire.Refusal;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts wrong keys by the address that they come from. An address may try a few at once, and then one every few
 * seconds. No thread waits. Addresses that tried nothing lately are forgotten, and of too many at once the others share
 * one count. Thread-safe.
 */
final class Attempts {
    /** How many wrong keys an address may try at once, and in each minute. */
    static final int IN_A_MINUTE = 10;

    /** How many addresses are told apart. */
    static final int MOST_ADDRESSES = 10_000;

    private static final Duration BETWEEN_FORGETTING = Duration.ofSeconds(5);

    private final TimeMeter clock;
    private final AtomicLong forgot;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Bucket others;

    Attempts(TimeMeter clock) {
        this.clock = clock;
        this.forgot = new AtomicLong(clock.currentTimeNanos());
        this.others = bucket();
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(IN_A_MINUTE)
                        .refillGreedy(IN_A_MINUTE, Duration.ofMinutes(1))
                        .build())
                .withCustomTimePrecision(clock)
                .build();
    }

    /**
     * Checks that an address may try a key that can be guessed.
     *
     * @throws Refusal if it has tried too many wrong ones
     */
    void check(String address) {
        Bucket bucket = buckets.isEmpty() ? null : known(network(address));
        if (bucket != null) {
            long wait = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
            if (wait > 0) {
                throw Refusal.tooManyAttempts(Duration.ofNanos(wait));
            }
        }
    }

    /**
     * Counts a wrong key.
     *
     * @throws Refusal if the address has tried too many
     */
    void count(String address) {
        String network = network(address);
        Bucket bucket = known(network);
        if (bucket == null) {
            bucket = buckets.computeIfAbsent(network, unknown -> bucket());
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw Refusal.tooManyAttempts(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private @Nullable Bucket known(String network) {
        Bucket bucket = buckets.get(network);
        if (bucket != null || buckets.size() < MOST_ADDRESSES) {
            return bucket;
        }
        long now = clock.currentTimeNanos();
        long last = forgot.get();
        if (now - last > BETWEEN_FORGETTING.toNanos() && forgot.compareAndSet(last, now)) {
            buckets.values().removeIf(full -> full.getAvailableTokens() >= IN_A_MINUTE);
        }
        return buckets.size() < MOST_ADDRESSES ? null : others;
    }

    // Whoever has an address of IPv6 has all that begin with the same 64 bits.
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
