package dev.holdfast.internal.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_keys} without digests. {@code scopes} are separated by spaces. */
public record ApiKeyRow(
        long id,
        String name,
        String kind,
        String scopes,
        String hint,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant rotatedAt,
        @Nullable Instant previousUntil,
        @Nullable Instant revokedAt) {}
