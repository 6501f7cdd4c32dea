package dev.holdfast.server.http;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.server.metrics.Metrics;
import java.time.Duration;
import java.util.Currency;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP API is served. Start from {@link #defaults()}. Immutable.
 *
 * @param host the name or address to listen on; beyond the loopback only with a secret key
 * @param port the port, 0 for any that is free
 * @param secretKey what callers show as {@code Authorization: Bearer}; null lets everybody in
 * @param currency of products and carts that name none; must be the shop's
 * @param maxBodyBytes the longest body that is read
 * @param maxRequests how many requests are worked on or waiting at once; more are answered 503
 * @param drainTime how long requests under way have to finish when the server is closed, and so how long the body of
 *     one may take to arrive
 * @param readiness whether the server can do its work; null to ask the shop's database
 * @param metrics what {@code /metrics} shows, and is told of each request; null for no such page
 * @param metricsPublic whether {@code /metrics} needs no key
 */
public record HttpOptions(
        String host,
        int port,
        @Nullable String secretKey,
        Currency currency,
        int maxBodyBytes,
        int maxRequests,
        Duration drainTime,
        @Nullable BooleanSupplier readiness,
        @Nullable Metrics metrics,
        boolean metricsPublic) {
    /** The address used when none is given. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** The port used when none is given. */
    public static final int DEFAULT_PORT = 8000;

    /** The longest body when nothing else is said: 1 MiB. */
    public static final int DEFAULT_MAX_BODY_BYTES = 1 << 20;

    /** How many requests at once when nothing else is said. */
    public static final int DEFAULT_MAX_REQUESTS = 256;

    /** How long requests have to finish when nothing else is said. */
    public static final Duration DEFAULT_DRAIN_TIME = Duration.ofSeconds(20);

    /** Checks each value. */
    public HttpOptions {
        require(port >= 0 && port <= 65_535, "port: " + port + " is not between 0 and 65535");
        require(secretKey == null || !secretKey.isBlank(), "secretKey: is empty");
        require(maxBodyBytes >= 1, "maxBodyBytes: " + maxBodyBytes + " is less than 1");
        require(maxRequests >= 1, "maxRequests: " + maxRequests + " is less than 1");
        require(!drainTime.isNegative(), "drainTime: " + drainTime + " is negative");
    }

    /** Port 8000 of the loopback, no secret key, US dollars, bodies up to 1 MiB, 256 requests at once. */
    public static HttpOptions defaults() {
        return new HttpOptions(
                DEFAULT_HOST,
                DEFAULT_PORT,
                null,
                HoldfastBuilder.DEFAULT_CURRENCY,
                DEFAULT_MAX_BODY_BYTES,
                DEFAULT_MAX_REQUESTS,
                DEFAULT_DRAIN_TIME,
                null,
                null,
                false);
    }

    /** The same, at another address. */
    public HttpOptions listeningOn(String newHost, int newPort) {
        return new HttpOptions(
                newHost,
                newPort,
                secretKey,
                currency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                readiness,
                metrics,
                metricsPublic);
    }

    /** The same, with another secret key; null for none. */
    public HttpOptions withSecretKey(@Nullable String newKey) {
        return new HttpOptions(
                host, port, newKey, currency, maxBodyBytes, maxRequests, drainTime, readiness, metrics, metricsPublic);
    }

    /** The same, in another currency. */
    public HttpOptions withCurrency(Currency newCurrency) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                newCurrency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                readiness,
                metrics,
                metricsPublic);
    }

    /** The same, reading bodies of another length. */
    public HttpOptions withMaxBodyBytes(int most) {
        return new HttpOptions(
                host, port, secretKey, currency, most, maxRequests, drainTime, readiness, metrics, metricsPublic);
    }

    /** The same, with so many requests at once. */
    public HttpOptions withMaxRequests(int most) {
        return new HttpOptions(
                host, port, secretKey, currency, maxBodyBytes, most, drainTime, readiness, metrics, metricsPublic);
    }

    /** The same, with another time to finish. */
    public HttpOptions withDrainTime(Duration time) {
        return new HttpOptions(
                host, port, secretKey, currency, maxBodyBytes, maxRequests, time, readiness, metrics, metricsPublic);
    }

    /** The same, asking {@code check} whether the server can do its work. */
    public HttpOptions withReadiness(BooleanSupplier check) {
        return new HttpOptions(
                host, port, secretKey, currency, maxBodyBytes, maxRequests, drainTime, check, metrics, metricsPublic);
    }

    /** The same, with a page of metrics. */
    public HttpOptions withMetrics(Metrics newMetrics, boolean needNoKey) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                currency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                readiness,
                newMetrics,
                needNoKey);
    }

    /** Without the secret key. */
    @Override
    public String toString() {
        return "HttpOptions[host=" + host + ", port=" + port + ", secretKey=" + (secretKey == null ? "none" : "set")
                + ", currency=" + currency + ", maxBodyBytes=" + maxBodyBytes + ", maxRequests=" + maxRequests
                + ", drainTime=" + drainTime + "]";
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
