package dev.holdfast.cli.input;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.cli.output.TextTable;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Reads money and currencies in arguments. */
public final class Amounts {
    private Amounts() {}

    /**
     * Reads an amount of a currency.
     *
     * @param pointer names the argument in errors, such as {@code /price}
     * @throws InvalidInputException if the text is not an amount of the currency
     */
    public static Money money(String pointer, String text, Currency currency) {
        BigDecimal amount = decimal(pointer, text);
        try {
            return Money.of(amount, currency);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(pointer, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads an amount of a currency that is known later.
     *
     * @param pointer names the argument in errors, such as {@code /price}
     * @throws InvalidInputException if the text is not an amount
     */
    public static BigDecimal decimal(String pointer, String text) {
        if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            throw new InvalidInputException(
                    pointer, '"' + TextTable.harmless(text) + "\" is not an amount such as 19.99");
        }
        return new BigDecimal(text);
    }

    /**
     * Reads a currency.
     *
     * @param other is returned if the code is null
     * @throws InvalidInputException if the code is unknown
     */
    public static Currency currency(@Nullable String code, Currency other) {
        try {
            return code == null ? other : Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "/currency",
                    '"' + TextTable.harmless(code == null ? "" : code) + "\" is not an ISO 4217 code such as EUR");
        }
    }
}
