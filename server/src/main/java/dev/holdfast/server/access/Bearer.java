package dev.holdfast.server.access;

import dev.holdfast.server.http.wire.Refusal;
import dev.holdfast.server.http.wire.Sha256;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Checks the secret key of requests; without a key, every request is accepted. Thread-safe. */
public final class Bearer {
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] digest;

    /**
     * Accepts requests with a secret key.
     *
     * @param secretKey null to accept every request
     */
    public Bearer(@Nullable String secretKey) {
        this.digest = secretKey == null ? null : Sha256.of(secretKey);
    }

    /**
     * Checks the {@code Authorization} header.
     *
     * @param header null if the request has none
     * @return on whose behalf the request is made
     * @throws Refusal if the key is missing or wrong
     */
    public Principal check(@Nullable String header) {
        if (digest == null) {
            return Principal.LOCAL;
        }
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.unauthorized(false);
        }
        // Digests are compared because neither their length nor the time of the comparison reveals anything about the
        // key.
        if (!MessageDigest.isEqual(
                digest, Sha256.of(header.substring(SCHEME.length()).strip()))) {
            throw Refusal.unauthorized(true);
        }
        return Principal.ROOT;
    }
}
