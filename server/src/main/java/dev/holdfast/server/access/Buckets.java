package dev.holdfast.server.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import java.util.function.Function;

/** Buckets of tokens that all fill at one rate, one for each key. Thread-safe. */
public interface Buckets {
    /**
     * Uses the bucket of a key, which is full if it was not used lately.
     *
     * @param use may be called twice, and asks nothing but the bucket
     */
    <T> T use(String key, Function<Bucket, T> use);

    /** Makes buckets: those of the process, or of all processes that share a store. */
    @FunctionalInterface
    interface Maker {
        /**
         * Makes buckets.
         *
         * @param name tells them from the others
         */
        Buckets make(String name, Rate rate);
    }

    /** How buckets fill at a rate, for other makers. */
    static BucketConfiguration configuration(Rate rate) {
        return BucketConfiguration.builder().addLimit(rate.bandwidth()).build();
    }
}
