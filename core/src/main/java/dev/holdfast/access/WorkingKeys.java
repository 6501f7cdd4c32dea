package dev.holdfast.access;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that work, at a moment, for a server that keeps them in memory. Immutable.
 *
 * @param version raised by every change of a key
 * @param now the time of the moment, by the clock of the shop
 * @param secrets the secrets that work, some of them only for a time; null if the version is the one that was known
 */
public record WorkingKeys(
        long version, Instant now, @Nullable List<Secret> secrets) {
    /**
     * A secret that works. A key has two while it is rotated.
     *
     * @param keyId the id of the key
     * @param name the name of the key
     * @param kind whom the key is for
     * @param scopes what the key may do; unmodifiable
     * @param digest the SHA-256 digest of the secret in UTF-8, as 64 hexadecimal digits in lower case
     * @param until when it stops working; null for never
     */
    public record Secret(
            long keyId,
            String name,
            KeyKind kind,
            Set<Scope> scopes,
            String digest,
            @Nullable Instant until) {}
}
