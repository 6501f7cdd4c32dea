package dev.holdfast.cart;

import org.jspecify.annotations.Nullable;

/**
 * Which carts are wanted; what is null does not matter.
 *
 * @param userId of this user
 * @param status in this state
 */
public record CartFilter(@Nullable String userId, @Nullable CartStatus status) {}
