package dev.holdfast.checkout;

import dev.holdfast.order.Order;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of completing a checkout session. Every outcome is written, so that no payment is dropped.
 *
 * @param session the session afterwards: {@link SessionStatus#COMPLETED}, or, if it is {@linkplain
 *     CheckoutSession#shortages() short of units}, {@link SessionStatus#SHORTFALL}, or {@link SessionStatus#EXPIRED} as long as
 *     nobody has paid; {@link SessionStatus#CANCELLED}, {@link SessionStatus#REFUNDED}, or a shortfall without shortages, if
 *     it can no longer become an order
 * @param order the order; null if there is none
 */
public record Completion(CheckoutSession session, @Nullable Order order) {}
