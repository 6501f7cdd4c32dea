package dev.holdfast.cli.input;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Reads options that change a field or clear it. */
public final class Patches {
    private Patches() {}

    /** A change to a text; kept if it is null. */
    public static Patch<String> text(@Nullable String value) {
        return value == null ? Patch.keep() : Patch.set(value);
    }

    /**
     * A change to a text, or one that clears it.
     *
     * @param pointer names the field in errors, such as {@code /category}
     * @throws InvalidInputException if both are given
     */
    public static Patch<String> text(String pointer, @Nullable String value, boolean clear) {
        require(pointer, value, clear);
        return clear ? Patch.set(null) : text(value);
    }

    /**
     * A change to a value, or one that clears it; kept if it is null.
     *
     * @param pointer names the field in errors, such as {@code /min_quantity}
     * @throws InvalidInputException if both are given
     */
    public static <T> Patch<T> value(String pointer, @Nullable T value, boolean clear) {
        require(pointer, value, clear);
        return clear || value != null ? Patch.set(value) : Patch.keep();
    }

    /**
     * A change to an amount, or one that clears it.
     *
     * @param pointer names the field in errors, such as {@code /price}
     * @throws InvalidInputException if both are given, or the text is not an amount of the currency
     */
    public static Patch<Money> money(String pointer, @Nullable String value, boolean clear, Currency currency) {
        require(pointer, value, clear);
        if (clear) {
            return Patch.set(null);
        }
        return value == null ? Patch.keep() : Patch.set(Amounts.money(pointer, value, currency));
    }

    private static void require(String pointer, @Nullable Object value, boolean clear) {
        if (clear && value != null) {
            throw new InvalidInputException(pointer, "cannot be set and cleared at once");
        }
    }
}
