package dev.holdfast.cli.input;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.cli.output.TextTable;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Money as it is typed. */
public final class Amounts {
    private Amounts() {}

    /**
     * An amount of a currency.
     *
     * @param pointer what it is, such as {@code /price}, for the message
     */
    public static Money money(String pointer, String text, Currency currency) {
        if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
            throw new InvalidInputException(
                    pointer, '"' + TextTable.harmless(text) + "\" is not an amount such as 19.99");
        }
        try {
            return Money.of(new BigDecimal(text), currency);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(pointer, String.valueOf(e.getMessage()));
        }
    }

    /** A currency by its code, or the other one when there is none. */
    public static Currency currency(@Nullable String code, Currency other) {
        try {
            return code == null ? other : Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "/currency",
                    '"' + TextTable.harmless(code == null ? "" : code) + "\" is no ISO 4217 code, such as EUR");
        }
    }
}
