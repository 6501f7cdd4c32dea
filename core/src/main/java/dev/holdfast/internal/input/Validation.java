package dev.holdfast.internal.input;

import dev.holdfast.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with an input, so that a caller hears of all of it at once. Not thread-safe. */
public final class Validation {
    private static final int SHOWN = 60;

    private final List<InvalidInputException.Error> errors = new ArrayList<>();

    /** Notes an error. */
    public void fail(String pointer, String detail) {
        errors.add(new InvalidInputException.Error(pointer, detail));
    }

    /** Notes an error unless the condition holds. */
    public void that(boolean condition, String pointer, String detail) {
        if (!condition) {
            fail(pointer, detail);
        }
    }

    /** A number within bounds. */
    public void between(String pointer, long value, long least, long most) {
        that(value >= least && value <= most, pointer, value + " is not between " + least + " and " + most);
    }

    /** A text that must be there, of 1 to {@code most} characters that a database can keep. */
    public void text(String pointer, @Nullable String value, int most) {
        String fault = value == null ? "is missing" : fault(value, most);
        if (fault != null) {
            fail(pointer, fault);
        }
    }

    /** A text that may be null, of at most {@code most} characters that a database can keep. */
    public void optionalText(String pointer, @Nullable String value, int most) {
        String fault = value == null ? null : faultOfAny(value, most);
        if (fault != null) {
            fail(pointer, fault);
        }
    }

    /** What is wrong with a text that must have 1 to {@code most} characters that a database can keep; null if nothing. */
    public static @Nullable String fault(String value, int most) {
        return value.isBlank() ? "is empty" : faultOfAny(value, most);
    }

    private static @Nullable String faultOfAny(String value, int most) {
        if (value.length() > most) {
            return "has " + value.length() + " characters, more than " + most;
        }
        return isStorable(value) ? null : "holds a character that is no text: " + shown(value);
    }

    /** How many errors were noted so far. */
    public int count() {
        return errors.size();
    }

    /** Throws all that was noted, if anything was. */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }

    /** A value as an error message may show it: in quotes, cut when long, harmless on a terminal. */
    public static String shown(String value) {
        String cut = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
        return '"' + cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?") + '"';
    }

    // PostgreSQL keeps neither NUL nor half of a surrogate pair.
    private static boolean isStorable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
