package dev.holdfast.event;

import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.input.Validation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the stream, behind an event: its number, which of the events of that number it is, and when it happened. The
 * time tells it from an event that another copy of the database has under the same number.
 *
 * @param part which of the events of the number, from 1; 0 for the last, so that nothing of the number follows
 * @param stamp microseconds since 1970
 */
record Position(long number, int part, long stamp) {
    /** Before the first event. */
    static final Position START = new Position(0, 0, 0);

    private static final String START_TEXT = "0";
    private static final long NO_STAMP = -1;
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})(?:\\.([0-9]{1,3}))?-([0-9a-z]{1,12})");

    /** Before the first event that is kept, whichever that is. */
    static Position before(long firstKept) {
        return new Position(firstKept - 1, 0, NO_STAMP);
    }

    static Position behind(long number, int part, Instant at) {
        return new Position(number, part, stamp(at));
    }

    static long stamp(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** Reads a cursor. */
    static Position of(String cursor) {
        if (cursor.equals(START_TEXT)) {
            return START;
        }
        Matcher text = TEXT.matcher(cursor);
        if (!text.matches()) {
            throw new InvalidInputException("/after", Validation.shown(cursor) + " is not the id of an event");
        }
        int part = text.group(2) == null ? 0 : Integer.parseInt(text.group(2));
        return new Position(Long.parseLong(text.group(1)), part, Long.parseLong(text.group(3), Character.MAX_RADIX));
    }

    /** The last number of which there is nothing behind it. */
    long done() {
        return part == 0 ? number : number - 1;
    }

    /** Whether an event comes behind it. */
    boolean isBefore(long otherNumber, int otherPart) {
        return otherNumber > number || (part != 0 && (otherPart == 0 || otherPart > part));
    }

    String text() {
        return number == 0 || stamp == NO_STAMP
                ? START_TEXT
                : number + (part == 0 ? "" : "." + part) + "-" + Long.toString(stamp, Character.MAX_RADIX);
    }
}
