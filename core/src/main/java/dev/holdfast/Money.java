package dev.holdfast;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;

/**
 * An amount in one currency, exact to its minor unit (cents, if the currency has two digits).
 *
 * <p>Arithmetic is exact: a result that does not fit is an {@link ArithmeticException}, and mixing two currencies is an
 * {@link IllegalArgumentException}. Immutable, serializable and thread-safe.
 *
 * @param minor the amount in minor units; may be negative
 * @param currency the ISO 4217 currency, not null
 */
public record Money(long minor, Currency currency) implements Comparable<Money>, Serializable {

    /** Checks that the currency is not null. */
    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    /**
     * Converts a decimal number. Never rounds.
     *
     * @param amount such as {@code 19.99}
     * @param currency its currency
     * @throws IllegalArgumentException if the amount has too many digits after the point, or is too large
     */
    public static Money of(BigDecimal amount, Currency currency) {
        try {
            return new Money(amount.movePointRight(digits(currency)).longValueExact(), currency);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    amount + " is not an amount of " + currency + ", which has " + digits(currency)
                            + " digits after the point",
                    e);
        }
    }

    /**
     * Converts a decimal number and the ISO 4217 code of its currency.
     *
     * @throws IllegalArgumentException if either is not valid
     */
    public static Money of(String amount, String currencyCode) {
        return of(new BigDecimal(amount), Currency.getInstance(currencyCode));
    }

    /** Zero, in the given currency. */
    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * The sum.
     *
     * @throws IllegalArgumentException if the currencies differ
     */
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    /**
     * The difference.
     *
     * @throws IllegalArgumentException if the currencies differ
     */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    /** The amount, multiplied. */
    public Money times(long quantity) {
        return new Money(Math.multiplyExact(minor, quantity), currency);
    }

    /** The decimal number, with as many digits after the point as the currency has. */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(minor, digits(currency));
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, sameCurrency(other).minor);
    }

    /** The decimal number and the code of the currency, such as {@code 19.99 EUR}. */
    @Override
    public String toString() {
        return toDecimal().toPlainString() + " " + currency.getCurrencyCode();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("currency: " + other + " is not in " + currency);
        }
        return other;
    }

    private static int digits(Currency currency) {
        // ISO 4217 defines no digits for metals and test codes, for which Java returns -1.
        return Math.max(0, currency.getDefaultFractionDigits());
    }
}
