package dev.holdfast.server.access;

import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often callers send requests: each secret key in all, and each address with each publishable key, because
 * everybody has that key. Thread-safe.
 */
public final class RequestRates {
    private final @Nullable Limit ofSecretKeys;
    private final @Nullable Limit ofPublishableKeys;

    /** The limits of a server. */
    public RequestRates(Traffic traffic) {
        this.ofSecretKeys = limit("secret-key", traffic.ofSecretKeys(), traffic.buckets());
        this.ofPublishableKeys = limit("publishable-key", traffic.ofPublishableKeys(), traffic.buckets());
    }

    private static @Nullable Limit limit(String policy, @Nullable Rate rate, Buckets.Maker maker) {
        return rate == null ? null : new Limit(policy, rate, maker.make(policy, rate));
    }

    private record Limit(String policy, Rate rate, Buckets buckets) {}

    /**
     * Where a caller stands after a request.
     *
     * @param policy the name of the limit
     * @param isAllowed whether the request is within it
     * @param left how many requests are left now
     * @param retryIn how long until the next request is within it; zero if one is left
     * @param reset until all are left again, if none is sent
     */
    public record Standing(String policy, Rate rate, boolean isAllowed, long left, Duration retryIn, Duration reset) {}

    /**
     * Counts a request.
     *
     * @return null if the caller is not limited
     */
    public @Nullable Standing count(Principal principal, String address) {
        if (principal.equals(Principal.LOCAL)) {
            return null;
        }
        boolean isBrowser = principal.isBrowser();
        Limit limit = isBrowser ? ofPublishableKeys : ofSecretKeys;
        if (limit == null) {
            return null;
        }
        String key = isBrowser ? principal.at(address) : principal.name();
        ConsumptionProbe probe = limit.buckets.use(key, bucket -> bucket.tryConsumeAndReturnRemaining(1));
        return new Standing(
                limit.policy,
                limit.rate,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }
}
