package dev.holdfast.internal.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the version with a key that is not revoked, or without one if there is none. Digests are hexadecimal, and
 * {@code scopes} separated by spaces.
 */
public record SecretRow(
        long version,
        Instant now,
        @Nullable Long id,
        @Nullable String name,
        @Nullable String kind,
        @Nullable String scopes,
        @Nullable String digest,
        @Nullable String previousDigest,
        @Nullable Instant previousUntil,
        @Nullable Instant expiresAt) {}
