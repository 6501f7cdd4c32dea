package dev.holdfast.server.http.wire;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Amounts whose currency is known only once the shop was asked. */
public final class Prices {
    private Prices() {}

    /**
     * An amount in a currency.
     *
     * @throws InvalidInputException at the pointer if the currency has no such amount
     */
    public static Money in(Currency currency, String pointer, BigDecimal amount) {
        try {
            return Money.of(amount, currency);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(pointer, String.valueOf(e.getMessage()));
        }
    }

    /**
     * An amount in the currency of what it belongs to, which is looked up only if it is needed.
     *
     * @param own the currency of what the amount belongs to; it must never change, because it is looked up before the
     *     change
     * @param given the currency that the client named, null if none
     * @return null if no amount is given
     * @throws InvalidInputException if the given currency is another one, or has no such amount
     */
    public static @Nullable Money in(
            Supplier<Currency> own, @Nullable Currency given, String pointer, @Nullable BigDecimal amount) {
        if (amount == null && given == null) {
            return null;
        }
        Currency currency = own.get();
        if (given != null && !given.equals(currency)) {
            throw new InvalidInputException("/currency", given + " is not the currency here, which is " + currency);
        }
        return amount == null ? null : in(currency, pointer, amount);
    }
}
