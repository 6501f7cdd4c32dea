package dev.holdfast.cli.products;

import dev.holdfast.Money;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.inventory.Preorder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A row below the first line. A value that cannot be read is reported to {@code mistakes} and counts as empty. */
record Row(Header header, long line, List<String> cells, Consumer<Mistake> mistakes) {
    private static final int SHOWN = 60;

    /** Whether the row has a value for a field. */
    boolean has(Field field) {
        return !text(field).isEmpty();
    }

    /** The text of a field; empty if it is blank or the file has no such column. */
    String text(Field field) {
        if (!header.has(field) || header.place(field) >= cells.size()) {
            return "";
        }
        String text = cells.get(header.place(field));
        return text.isBlank() ? "" : text;
    }

    /** An amount of money, or null. */
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

    // Some shops write prices with two digits in every currency, such as 1200.00 yen.
    private static BigDecimal trimmed(BigDecimal amount, Currency currency) {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        BigDecimal bare = amount.stripTrailingZeros();
        return bare.scale() <= digits && amount.scale() > digits ? bare : amount;
    }

    /** The currency of the row, or null. */
    @Nullable
    Currency currency() {
        String text = text(Field.CURRENCY).strip();
        try {
            return text.isEmpty() ? null : Currency.getInstance(text);
        } catch (IllegalArgumentException e) {
            wrong(Field.CURRENCY, shown(text) + " is not an ISO 4217 code such as EUR");
            return null;
        }
    }

    /** The units on hand, or null. */
    @Nullable
    Integer units() {
        return whole(Field.STOCK_QUANTITY, "is not a whole number of units");
    }

    /** A whole number, or null; {@code isNot} says what another text is not. */
    @Nullable
    Integer whole(Field field, String isNot) {
        String text = text(field).strip();
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (text.matches("-?[0-9]+")) {
                return Integer.valueOf(text);
            }
            wrong(field, shown(text) + " " + isNot);
        } catch (NumberFormatException e) {
            wrong(field, shown(text) + " is too large");
        }
        return null;
    }

    /** The preorder, or null; it needs both columns. */
    @Nullable
    Preorder preorder() {
        Integer limit = whole(Field.PREORDER_LIMIT, "is not a whole number of units");
        String text = text(Field.PREORDER_AVAILABLE_AT).strip();
        if (!has(Field.PREORDER_LIMIT) && text.isEmpty()) {
            return null;
        }
        if (!has(Field.PREORDER_LIMIT)) {
            wrong(Field.PREORDER_AVAILABLE_AT, shown(text) + " is without preorder_limit");
        } else if (text.isEmpty()) {
            wrong(Field.PREORDER_LIMIT, shown(text(Field.PREORDER_LIMIT)) + " is without preorder_available_at");
        }
        Instant time = instant(Field.PREORDER_AVAILABLE_AT, text);
        return limit == null || time == null ? null : new Preorder(limit, time);
    }

    private @Nullable Instant instant(Field field, String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            wrong(field, shown(text) + " is not a time with an offset, such as 2026-12-01T09:00:00Z");
            return null;
        }
    }

    /** Whether units are counted, as they are if the row does not say. */
    boolean isTracked() {
        String text = text(Field.TRACKED).strip();
        boolean isFalse = text.equalsIgnoreCase("false");
        if (!isFalse && !text.isEmpty() && !text.equalsIgnoreCase("true")) {
            wrong(Field.TRACKED, shown(text) + " is not true or false");
        }
        return !isFalse;
    }

    /** The status of the product, or null. */
    @Nullable
    ProductStatus status() {
        String text = text(Field.STATUS).strip();
        for (ProductStatus status : ProductStatus.values()) {
            if (status.word().equalsIgnoreCase(text)) {
                return status;
            }
        }
        if (!text.isEmpty()) {
            wrong(Field.STATUS, shown(text) + " is not active, draft or archived");
        }
        return null;
    }

    /** The same row with the columns of the stock at another location. */
    Row at(String location) {
        return new Row(header.at(location), line, cells, mistakes);
    }

    /** Reports a mistake. */
    void wrong(Field field, String detail) {
        mistakes.accept(header.mistake(line, field, detail));
    }

    /** A value as messages show it: quoted, shortened and without control characters. */
    static String shown(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return '"' + cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?") + '"';
    }
}
