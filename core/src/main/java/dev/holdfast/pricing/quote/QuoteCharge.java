package dev.holdfast.pricing.quote;

import dev.holdfast.Money;

/**
 * A charge to be priced: something a cart costs besides its items, such as shipping.
 *
 * @param code the code of the charge, unique within the quote, such as {@code shipping}
 * @param amount the amount before any rule, zero or more
 */
public record QuoteCharge(String code, Money amount) {}
