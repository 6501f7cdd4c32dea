package dev.holdfast.server.access;

import dev.holdfast.server.http.wire.Refusal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

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

    private final ProcessBuckets buckets;

    Attempts(TimeMeter clock) {
        this.buckets = new ProcessBuckets(Rate.inAMinute(IN_A_MINUTE), clock, MOST_ADDRESSES);
    }

    /**
     * Checks that an address may try a key that can be guessed.
     *
     * @throws Refusal if it has tried too many wrong ones
     */
    void check(String address) {
        Bucket bucket = buckets.isUnused() ? null : buckets.known(Addresses.network(address));
        if (bucket != null) {
            long wait = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
            if (wait > 0) {
                throw Refusal.tooManyWrongKeys(Duration.ofNanos(wait));
            }
        }
    }

    /**
     * Counts a wrong key.
     *
     * @throws Refusal if the address has tried too many
     */
    void count(String address) {
        ConsumptionProbe probe =
                buckets.use(Addresses.network(address), bucket -> bucket.tryConsumeAndReturnRemaining(1));
        if (!probe.isConsumed()) {
            throw Refusal.tooManyWrongKeys(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}
