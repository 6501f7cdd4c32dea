package dev.holdfast.order;

import java.math.BigDecimal;

/**
 * What a payment provider reports.
 *
 * @param kind what happened
 * @param amount a plain decimal number in the order's currency, zero or more
 * @param reference the provider's own name for it; together with the kind it has one effect, however often it is
 *     reported
 */
public record NewPayment(PaymentKind kind, BigDecimal amount, String reference) {}
