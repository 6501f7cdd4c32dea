package dev.holdfast.server.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The user and the password of an address.
 *
 * @param user empty for none
 * @param password null for none
 */
record UserInfo(String user, @Nullable String password) {
    /**
     * Reads {@code user:password}. Both may be percent-encoded, so that a user may contain a colon.
     *
     * @throws IllegalArgumentException if a percent sign encodes nothing; the message shows nothing of the text
     */
    static UserInfo parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new UserInfo(decoded(text), null)
                : new UserInfo(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
    }

    /** Decodes what is percent-encoded. */
    static String decoded(String text) {
        try {
            // A plus stands for itself here; only HTML forms encode a space as a plus.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "has a % in the user or password that encodes nothing; write a percent sign as %25");
        }
    }
}
