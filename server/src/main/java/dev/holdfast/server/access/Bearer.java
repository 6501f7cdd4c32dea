package dev.holdfast.server.access;

import dev.holdfast.server.http.wire.Refusal;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Lets those in who show the secret key, or everybody when there is none. Thread-safe. */
public final class Bearer {
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] digest;

    public Bearer(@Nullable String secretKey) {
        this.digest = secretKey == null ? null : Sha256.of(secretKey);
    }

    /**
     * Checks the {@code Authorization} header.
     *
     * @throws Refusal if the key is missing or another
     */
    public void check(@Nullable String header) {
        if (digest == null) {
            return;
        }
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.unauthorized(false);
        }
        // Of two digests neither the length nor the time of the comparison tells anything about the key.
        if (!MessageDigest.isEqual(
                digest, Sha256.of(header.substring(SCHEME.length()).strip()))) {
            throw Refusal.unauthorized(true);
        }
    }

    /** Tells the holders of one credential from those of another, without showing it. */
    public String scope() {
        return digest == null
                ? ""
                : HexFormat.of().formatHex(Sha256.of(HexFormat.of().formatHex(digest)));
    }
}
