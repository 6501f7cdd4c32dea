package dev.holdfast.cart;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects the carts of a list.
 *
 * @param userId the user of the carts, up to {@value dev.holdfast.Limits#TEXT} characters; null for any
 * @param status the status of the carts; null for any
 * @param createdFrom the earliest moment at which they were created, included; null for any
 * @param createdTo the latest moment at which they were created, excluded; null for any
 */
public record CartFilter(
        @Nullable String userId,
        @Nullable CartStatus status,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo) {
    /** Selects by user and status. */
    public CartFilter(@Nullable String userId, @Nullable CartStatus status) {
        this(userId, status, null, null);
    }
}
