package dev.holdfast.server.http;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.server.access.Browsers;
import dev.holdfast.server.access.Traffic;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.health.HealthCheck;
import dev.holdfast.server.metrics.Metrics;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP API is served. Start with {@link #defaults()}. Immutable.
 *
 * @param host the host name or address to listen on; beyond the loopback only with a secret key of at least
 *     {@value #SHORTEST_SECRET_KEY} characters
 * @param port the port, 0 for any free one
 * @param secretKey the token that callers send as {@code Authorization: Bearer}; null for none, which lets everybody in
 * @param previousSecretKey a second such token, which works while clients change to the first; null for none
 * @param currency the currency of products and carts that name none; must be that of the shop
 * @param maxBodyBytes the greatest length of a request body, in bytes
 * @param maxRequests how many requests are worked on at once; further ones are answered with 503. A request whose body
 *     is still arriving, a health check, and a request that is refused do not count
 * @param drainTime how long requests under way may take to finish when the server is closed, and so how long a body may
 *     take to arrive
 * @param readiness tells whether the server is ready to work; null to ask the shop
 * @param metrics shown at {@code /metrics}, and told of each request; null for none
 * @param metricsPublic whether {@code /metrics} needs no secret key
 * @param browsers what is needed to serve browsers
 * @param traffic how much callers may ask, and where they are
 */
public record HttpOptions(
        String host,
        int port,
        @Nullable String secretKey,
        @Nullable String previousSecretKey,
        Currency currency,
        int maxBodyBytes,
        int maxRequests,
        Duration drainTime,
        @Nullable HealthCheck readiness,
        @Nullable Metrics metrics,
        boolean metricsPublic,
        Browsers browsers,
        Traffic traffic) {
    /** The default host: the loopback. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** The default port. */
    public static final int DEFAULT_PORT = 8000;

    /** The least length of a secret key on a host beyond the loopback, in characters. */
    public static final int SHORTEST_SECRET_KEY = Configuration.SHORTEST_SECRET_KEY;

    /** The default limit of a body: 1 MiB. */
    public static final int DEFAULT_MAX_BODY_BYTES = 1 << 20;

    /** The default limit of requests at once. */
    public static final int DEFAULT_MAX_REQUESTS = 256;

    /** The default time that requests have to finish. */
    public static final Duration DEFAULT_DRAIN_TIME = Duration.ofSeconds(20);

    /** Checks each value. */
    public HttpOptions {
        require(port >= 0 && port <= 65_535, "port: " + port + " is not between 0 and 65535");
        require(secretKey == null || !secretKey.isBlank(), "secretKey: is empty");
        require(previousSecretKey == null || !previousSecretKey.isBlank(), "previousSecretKey: is empty");
        require(
                previousSecretKey == null || secretKey != null,
                "previousSecretKey: is set, but there is no secretKey that comes after it");
        require(maxBodyBytes >= 1, "maxBodyBytes: " + maxBodyBytes + " is less than 1");
        require(maxRequests >= 1, "maxRequests: " + maxRequests + " is less than 1");
        require(!drainTime.isNegative(), "drainTime: " + drainTime + " is negative");
    }

    /**
     * Port 8000 of the loopback, no secret key, US dollars, bodies up to 1 MiB, 256 requests at once, {@link
     * Traffic#defaults}.
     */
    public static HttpOptions defaults() {
        return new HttpOptions(
                DEFAULT_HOST,
                DEFAULT_PORT,
                null,
                null,
                HoldfastBuilder.DEFAULT_CURRENCY,
                DEFAULT_MAX_BODY_BYTES,
                DEFAULT_MAX_REQUESTS,
                DEFAULT_DRAIN_TIME,
                null,
                null,
                false,
                Browsers.none(),
                Traffic.defaults());
    }

    /** A copy that listens on another host and port. */
    public HttpOptions listeningOn(String newHost, int newPort) {
        return new HttpOptions(
                newHost,
                newPort,
                secretKey,
                previousSecretKey,
                currency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                readiness,
                metrics,
                metricsPublic,
                browsers,
                traffic);
    }

    /** A copy with another secret key; null for none, which takes the one before it away too. */
    public HttpOptions withSecretKey(@Nullable String newKey) {
        return new HttpOptions(
                host,
                port,
                newKey,
                newKey == null ? null : previousSecretKey,
                currency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                readiness,
                metrics,
                metricsPublic,
                browsers,
                traffic);
    }

    /** A copy with another secret key before the present one; null for none. */
    public HttpOptions withPreviousSecretKey(@Nullable String newKey) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                newKey,
                currency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                readiness,
                metrics,
                metricsPublic,
                browsers,
                traffic);
    }

    /** The secret keys that work; empty for none. */
    List<String> secretKeys() {
        return Stream.of(secretKey, previousSecretKey)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** A copy with another currency. */
    public HttpOptions withCurrency(Currency newCurrency) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                previousSecretKey,
                newCurrency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                readiness,
                metrics,
                metricsPublic,
                browsers,
                traffic);
    }

    /** A copy with another limit of bodies, in bytes. */
    public HttpOptions withMaxBodyBytes(int most) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                previousSecretKey,
                currency,
                most,
                maxRequests,
                drainTime,
                readiness,
                metrics,
                metricsPublic,
                browsers,
                traffic);
    }

    /** A copy with another limit of requests at once. */
    public HttpOptions withMaxRequests(int most) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                previousSecretKey,
                currency,
                maxBodyBytes,
                most,
                drainTime,
                readiness,
                metrics,
                metricsPublic,
                browsers,
                traffic);
    }

    /** A copy with another time to finish. */
    public HttpOptions withDrainTime(Duration time) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                previousSecretKey,
                currency,
                maxBodyBytes,
                maxRequests,
                time,
                readiness,
                metrics,
                metricsPublic,
                browsers,
                traffic);
    }

    /** A copy that asks {@code check} whether the server is ready. */
    public HttpOptions withReadiness(HealthCheck check) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                previousSecretKey,
                currency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                check,
                metrics,
                metricsPublic,
                browsers,
                traffic);
    }

    /**
     * A copy with metrics.
     *
     * @param needNoKey whether {@code /metrics} needs no secret key
     */
    public HttpOptions withMetrics(Metrics newMetrics, boolean needNoKey) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                previousSecretKey,
                currency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                readiness,
                newMetrics,
                needNoKey,
                browsers,
                traffic);
    }

    /** A copy that serves browsers otherwise. */
    public HttpOptions withBrowsers(Browsers others) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                previousSecretKey,
                currency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                readiness,
                metrics,
                metricsPublic,
                others,
                traffic);
    }

    /** A copy with other limits of what callers may ask. */
    public HttpOptions withTraffic(Traffic other) {
        return new HttpOptions(
                host,
                port,
                secretKey,
                previousSecretKey,
                currency,
                maxBodyBytes,
                maxRequests,
                drainTime,
                readiness,
                metrics,
                metricsPublic,
                browsers,
                other);
    }

    /** Omits the secret key. */
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
