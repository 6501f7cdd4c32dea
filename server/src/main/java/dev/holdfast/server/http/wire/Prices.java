package dev.holdfast.server.http.wire;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Amounts whose currency is known only once the shop was asked. */
public final class Prices {
    private Prices() {}

    /** An amount of the currency of what it belongs to. */
    public static Money in(Currency currency, String pointer, BigDecimal amount) {
        try {
            return Money.of(amount, currency);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(pointer, String.valueOf(e.getMessage()));
        }
    }

    /** Refuses a currency that is given and another than that of what it belongs to. */
    public static void requireSame(@Nullable Currency given, Currency currency) {
        if (given != null && !given.equals(currency)) {
            throw new InvalidInputException("/currency", given + " is not the currency here, which is " + currency);
        }
    }
}
