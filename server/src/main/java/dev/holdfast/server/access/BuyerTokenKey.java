package dev.holdfast.server.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A key that signs buyer tokens and verifies them. Immutable.
 *
 * @param id tells a token's key among several; letters, digits, dots, dashes and underscores
 * @param secret at least {@value #LEAST_BYTES} bytes in UTF-8
 */
public record BuyerTokenKey(String id, String secret) {
    /** The least length of a secret: that of what it signs with (RFC 7518, section 3.2). */
    public static final int LEAST_BYTES = 32;

    private static final String ID = "[A-Za-z0-9._-]{1,50}";

    /** Checks both. */
    public BuyerTokenKey {
        if (!id.matches(ID)) {
            throw new IllegalArgumentException(
                    "the id of a key is not made of 1 to 50 letters, digits, dots, dashes and underscores");
        }
        int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException("the secret of key " + id + " has " + bytes + " bytes, fewer than "
                    + LEAST_BYTES + "; openssl rand -base64 32 makes one");
        }
    }

    /**
     * Reads keys such as {@code 2026-12:secret,2026-11:secret}.
     *
     * @throws IllegalArgumentException if the text is anything else; the message has no secret
     */
    public static List<BuyerTokenKey> parse(String text) {
        List<BuyerTokenKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("is not a list of keys such as id:secret,id:secret");
            }
            BuyerTokenKey key = new BuyerTokenKey(
                    part.substring(0, colon).strip(), part.substring(colon + 1).strip());
            if (!ids.add(key.id)) {
                throw new IllegalArgumentException("has two keys with the id " + key.id);
            }
            keys.add(key);
        }
        return keys;
    }

    byte[] bytes() {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "BuyerTokenKey[id=" + id + "]";
    }
}
