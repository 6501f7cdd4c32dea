package dev.holdfast.pricing.quote;

import dev.holdfast.Money;

/**
 * What a cart costs besides its lines and holds no stock for, such as shipping.
 *
 * @param code tells it from the other charges of the quote, such as {@code shipping}
 * @param amount before any rule, zero or more
 */
public record QuoteCharge(String code, Money amount) {}
