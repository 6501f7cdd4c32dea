package dev.holdfast.cart;

import org.jspecify.annotations.Nullable;

/**
 * Selects the carts of a list.
 *
 * @param userId the user of the carts, up to {@value dev.holdfast.Limits#TEXT} characters; null for any
 * @param status the status of the carts; null for any
 */
public record CartFilter(@Nullable String userId, @Nullable CartStatus status) {}
