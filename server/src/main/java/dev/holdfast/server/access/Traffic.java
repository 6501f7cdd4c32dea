package dev.holdfast.server.access;

import org.jspecify.annotations.Nullable;

/**
 * How much callers may ask of a server, and how it tells where they are. Immutable.
 *
 * @param proxies whose word counts for the address of a caller
 * @param ofSecretKeys the requests of each secret key; null for any number. Requests of this machine, without a key, are
 *     never limited
 * @param ofPublishableKeys the requests of each address with each publishable key; null for any number
 * @param ofPromoCodes the unknown promo codes that each address may try with each publishable key; null for any number
 * @param buckets where it is counted
 */
public record Traffic(
        TrustedProxies proxies,
        @Nullable Rate ofSecretKeys,
        @Nullable Rate ofPublishableKeys,
        @Nullable Rate ofPromoCodes,
        Buckets.Maker buckets) {
    /** The default number of requests that an address may send in a minute with a publishable key. */
    public static final int DEFAULT_OF_PUBLISHABLE_KEYS = 600;

    /** The default number of unknown promo codes that an address may try in a minute with a publishable key. */
    public static final int DEFAULT_OF_PROMO_CODES = 10;

    /** No proxies; publishable keys and promo codes are limited in this process. */
    public static Traffic defaults() {
        return new Traffic(
                TrustedProxies.none(),
                null,
                Rate.inAMinute(DEFAULT_OF_PUBLISHABLE_KEYS),
                Rate.inAMinute(DEFAULT_OF_PROMO_CODES),
                (name, rate) -> new ProcessBuckets(rate));
    }

    /** No proxies and no limits. */
    public static Traffic unlimited() {
        return new Traffic(TrustedProxies.none(), null, null, null, (name, rate) -> new ProcessBuckets(rate));
    }
}
