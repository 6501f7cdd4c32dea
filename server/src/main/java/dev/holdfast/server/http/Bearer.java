package dev.holdfast.server.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Lets those in who show the secret key, or everybody when there is none. Thread-safe. */
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] digest;

    Bearer(@Nullable String secretKey) {
        this.digest = secretKey == null ? null : sha256(secretKey);
    }

    /**
     * Checks the {@code Authorization} header.
     *
     * @throws Refusal if the key is missing or another
     */
    void check(@Nullable String header) {
        if (digest == null) {
            return;
        }
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.unauthorized(false);
        }
        // Of two digests neither the length nor the time of the comparison tells anything about the key.
        if (!MessageDigest.isEqual(
                digest, sha256(header.substring(SCHEME.length()).strip()))) {
            throw Refusal.unauthorized(true);
        }
    }

    /** Tells the holders of one credential from those of another, without showing it. */
    String scope() {
        return digest == null
                ? ""
                : HexFormat.of().formatHex(sha256(HexFormat.of().formatHex(digest)));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
