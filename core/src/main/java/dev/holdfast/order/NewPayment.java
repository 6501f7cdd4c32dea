package dev.holdfast.order;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * What a payment provider reports.
 *
 * @param kind what happened
 * @param amount a plain decimal number in the order's currency, zero or more
 * @param reference the provider's own name for it; together with the kind it has one effect, however often it is
 *     reported
 */
public record NewPayment(PaymentKind kind, BigDecimal amount, String reference) {
    /**
     * For Holdfast's own services: the amount in minor units.
     *
     * @param pointer to the amount
     * @throws InvalidInputException if it has more digits than the currency
     */
    public long minor(String pointer, Currency currency) {
        try {
            return Money.of(amount, currency).minor();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(pointer, String.valueOf(e.getMessage()));
        }
    }
}
