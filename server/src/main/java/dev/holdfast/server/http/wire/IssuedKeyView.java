package dev.holdfast.server.http.wire;

import dev.holdfast.access.ApiKey;
import dev.holdfast.access.IssuedKey;
import dev.holdfast.access.KeyKind;
import dev.holdfast.access.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key as the API shows it once, with its secret; {@code key} is null when the answer is repeated. */
public record IssuedKeyView(
        long id,
        String name,
        KeyKind kind,
        Set<Scope> scopes,
        @Nullable String key,
        String hint,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant rotatedAt,
        @Nullable Instant previousUntil,
        @Nullable Instant revokedAt) {
    /** The view of a key that was just issued. */
    public static IssuedKeyView of(IssuedKey issued) {
        return of(issued.apiKey(), issued.secret());
    }

    /** The view of a key whose secret is not known any more. */
    public static IssuedKeyView withoutSecret(ApiKey apiKey) {
        return of(apiKey, null);
    }

    private static IssuedKeyView of(ApiKey apiKey, @Nullable String secret) {
        return new IssuedKeyView(
                apiKey.id(),
                apiKey.name(),
                apiKey.kind(),
                apiKey.scopes(),
                secret,
                apiKey.hint(),
                apiKey.createdAt(),
                apiKey.expiresAt(),
                apiKey.lastUsedAt(),
                apiKey.rotatedAt(),
                apiKey.previousUntil(),
                apiKey.revokedAt());
    }
}
