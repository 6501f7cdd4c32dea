package dev.holdfast.cli.products;

import dev.holdfast.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A line of a file below the first. What cannot be read is told to {@code mistakes}, and read as if it were empty. */
record Row(Header header, long line, List<String> cells, Consumer<Mistake> mistakes) {
    private static final int SHOWN = 60;

    /** Whether there is something. */
    boolean has(Field field) {
        return !text(field).isEmpty();
    }

    /** What stands there; empty when there is nothing, or no such column. */
    String text(Field field) {
        if (!header.has(field) || header.place(field) >= cells.size()) {
            return "";
        }
        String text = cells.get(header.place(field));
        return text.isBlank() ? "" : text;
    }

    /** An amount of money; null when there is none. */
    @Nullable
    Money money(Field field, Currency currency) {
        String text = text(field).strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (text.matches("-?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
                return Money.of(trimmed(new BigDecimal(text), currency), currency);
            }
            wrong(field, shown(text) + " is not an amount such as 19.99");
        } catch (IllegalArgumentException e) {
            wrong(field, String.valueOf(e.getMessage()));
        }
        return null;
    }

    // A shop whose prices have two digits writes 1200.00 for yen too.
    private static BigDecimal trimmed(BigDecimal amount, Currency currency) {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        BigDecimal bare = amount.stripTrailingZeros();
        return bare.scale() <= digits && amount.scale() > digits ? bare : amount;
    }

    /** A currency; null when there is none. */
    @Nullable
    Currency currency() {
        String text = text(Field.CURRENCY).strip();
        try {
            return text.isEmpty() ? null : Currency.getInstance(text);
        } catch (IllegalArgumentException e) {
            wrong(Field.CURRENCY, shown(text) + " is no ISO 4217 code, such as EUR");
            return null;
        }
    }

    /** A whole number; null when there is none. */
    @Nullable
    Integer units() {
        String text = text(Field.STOCK_QUANTITY).strip();
        if (text.isEmpty()) {
            return null;
        }
        if (text.matches("-?[0-9]{1,9}")) {
            return Integer.valueOf(text);
        }
        wrong(Field.STOCK_QUANTITY, shown(text) + " is not a whole number of units");
        return null;
    }

    /** Notes a mistake. */
    void wrong(Field field, String detail) {
        mistakes.accept(header.mistake(line, field, detail));
    }

    /** A value as a message can show it. */
    static String shown(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return '"' + cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?") + '"';
    }
}
