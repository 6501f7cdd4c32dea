package dev.holdfast.server.http;

import dev.holdfast.server.access.RequestRates.Standing;
import dev.holdfast.server.http.wire.Refusal;
import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Tells callers where they stand with their limit, in the structured fields of draft-ietf-httpapi-ratelimit-headers-10:
 * {@code RateLimit-Policy} names the limit with its quota {@code q} in a window of {@code w} seconds, and {@code
 * RateLimit} what remains, {@code r}, and the seconds {@code t} until the whole quota is there again.
 */
final class RateHeaders {
    static final String POLICY = "RateLimit-Policy";
    static final String STANDING = "RateLimit";

    private RateHeaders() {}

    /**
     * Adds the headers to any answer.
     *
     * @param standing null for a caller who is not limited
     * @throws Refusal if the request is beyond the limit
     */
    static void check(@Nullable Standing standing, Response response) {
        if (standing == null) {
            return;
        }
        HttpFields.Mutable headers = response.getHeaders();
        String policy = "\"" + standing.policy() + "\"";
        headers.put(
                POLICY,
                policy + ";q=" + standing.rate().most() + ";w="
                        + standing.rate().period().toSeconds());
        headers.put(STANDING, policy + ";r=" + Math.max(0, standing.left()) + ";t=" + seconds(standing.reset()));
        if (!standing.isAllowed()) {
            throw Refusal.rateLimited(standing.rate().most(), standing.rate().period(), standing.retryIn());
        }
    }

    private static long seconds(Duration time) {
        return time.plusMillis(999).toSeconds();
    }
}
