package dev.holdfast.server.http.wire;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What texts of a client can be, and how they are shown to it again. */
public final class Text {
    private static final int SHOWN = 60;
    private static final int MOST_DIGITS = 40;

    private Text() {}

    /** In quotes, cut when long, without what would harm a terminal or a log. */
    public static String shown(String value) {
        return '"' + (value.length() > SHOWN ? harmless(value.substring(0, SHOWN)) + "..." : harmless(value)) + '"';
    }

    /** Without control characters and halves of surrogate pairs. */
    public static String harmless(String value) {
        return value.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    /** Whether PostgreSQL can keep it: no NUL, no half of a surrogate pair. */
    public static boolean isStorable(String value) {
        return value.codePoints()
                .noneMatch(
                        point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    /** What is wrong with a text that must have 1 to {@code most} characters; null when nothing is. */
    public static @Nullable String fault(String value, int most) {
        if (value.isBlank()) {
            return "is empty";
        }
        if (value.length() > most) {
            return "has " + value.length() + " characters, more than " + most;
        }
        return isStorable(value) ? null : "holds a character that is no text: " + shown(value);
    }

    /** A currency by its code; tells {@code fail} when there is none. */
    public static @Nullable Currency currency(String name, String code, BiConsumer<String, String> fail) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            fail.accept(name, shown(code) + " is no ISO 4217 code of a currency");
            return null;
        }
    }

    /** A plain decimal number, such as {@code 19.99}; null when the text is none. */
    public static @Nullable BigDecimal decimal(String text) {
        return text.length() <= MOST_DIGITS && text.matches("-?[0-9]+(\\.[0-9]+)?") ? new BigDecimal(text) : null;
    }

    /** Whether a number can be an amount of anything, so that arithmetic with it is harmless. */
    public static boolean isModest(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
    }
}
