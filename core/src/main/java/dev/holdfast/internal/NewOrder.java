package dev.holdfast.internal;

import dev.holdfast.pricing.Quote;
import java.time.Instant;

/** An order to be written: the cart that it was, and the price that it showed. */
public record NewOrder(long id, CartSnapshot cart, Quote quote, Instant placedAt) {}
