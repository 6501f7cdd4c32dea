package dev.holdfast.internal.input;

import dev.holdfast.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the errors of an input, so that a caller sees all of them at once. Not thread-safe. */
public final class Validation {
    private static final int SHOWN = 60;

    private final List<InvalidInputException.Error> errors = new ArrayList<>();

    /** Adds an error. */
    public void fail(String pointer, String detail) {
        errors.add(new InvalidInputException.Error(pointer, detail));
    }

    /** Adds an error unless the condition is true. */
    public void that(boolean condition, String pointer, String detail) {
        if (!condition) {
            fail(pointer, detail);
        }
    }

    /** Checks that a number is within bounds. */
    public void between(String pointer, long value, long least, long most) {
        that(value >= least && value <= most, pointer, value + " is not between " + least + " and " + most);
    }

    /** Checks a required text of 1 to {@code most} characters that the database can store. */
    public void text(String pointer, @Nullable String value, int most) {
        String fault = value == null ? "is missing" : fault(value, most);
        if (fault != null) {
            fail(pointer, fault);
        }
    }

    /** Checks a text of at most {@code most} characters that the database can store; may be null. */
    public void optionalText(String pointer, @Nullable String value, int most) {
        String fault = value == null ? null : faultOfAny(value, most);
        if (fault != null) {
            fail(pointer, fault);
        }
    }

    /** What is wrong with a text that must have 1 to {@code most} characters that the database can store; null if nothing. */
    public static @Nullable String fault(String value, int most) {
        return value.isBlank() ? "is empty" : faultOfAny(value, most);
    }

    private static @Nullable String faultOfAny(String value, int most) {
        if (value.length() > most) {
            return "has " + value.length() + " characters, more than " + most;
        }
        return isStorable(value) ? null : "contains a character that cannot be stored: " + shown(value);
    }

    /** The number of errors so far. */
    public int count() {
        return errors.size();
    }

    /**
     * Throws the errors, if there are any.
     *
     * @throws InvalidInputException with all of them
     */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }

    /** A value for an error message: in quotes, shortened, and without control characters. */
    public static String shown(String value) {
        String cut = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
        return '"' + cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?") + '"';
    }

    // PostgreSQL stores neither NUL nor half of a surrogate pair.
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
