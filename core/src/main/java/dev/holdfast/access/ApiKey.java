package dev.holdfast.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it can be shown: everything but its secret. Immutable.
 *
 * @param id the id
 * @param name the name, unique among keys that are not revoked
 * @param kind whom it is for
 * @param scopes what it may do, in the order of {@link Scope}; unmodifiable
 * @param hint the last four characters of the secret
 * @param createdAt when it was created
 * @param expiresAt when it stops working; null for never
 * @param lastUsedAt about when it was last used: servers write it at most once a minute; null for never
 * @param rotatedAt when it got the secret that it has; null if that is the first one
 * @param previousUntil until when the secret before the rotation works; null for none
 * @param revokedAt when it was revoked; null if it was not
 */
public record ApiKey(
        long id,
        String name,
        KeyKind kind,
        Set<Scope> scopes,
        String hint,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant rotatedAt,
        @Nullable Instant previousUntil,
        @Nullable Instant revokedAt) {}
