package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.internal.input.Validation;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Texts and numbers that a client sent: what is accepted, and how an error quotes them. */
public final class Text {
    private static final int MOST_DIGITS = 40;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Text() {}

    /** The value in quotes, cut when long, without what would harm a terminal or a log. */
    public static String shown(String value) {
        return Validation.shown(value);
    }

    /** The text of a header. Headers are read byte by byte, and what they contain beyond ASCII is UTF-8 today. */
    public static String ofHeader(String value) {
        if (!value.chars().allMatch(character -> character <= 0xff)) {
            return value;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return value;
        }
    }

    /** The value without control characters and unpaired surrogates. */
    public static String harmless(String value) {
        return value.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
    }

    /** A JSON value as an error quotes it. */
    static String shown(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isArray() ? "a list" : "an object";
        }
        return value.isTextual() ? shown(value.textValue()) : harmless(value.asText());
    }

    /** What is wrong with a text that must have 1 to {@code most} characters that a database can keep; null if nothing. */
    public static @Nullable String fault(String value, int most) {
        return Validation.fault(value, most);
    }

    /** The id that a text is; null if it is none. */
    static @Nullable Long id(String text) {
        try {
            long id = text.matches("[0-9]{1,19}") ? Long.parseLong(text) : 0;
            return id > 0 ? (Long) id : null;
        } catch (NumberFormatException e) {
            // Nineteen digits can exceed a long; nothing has such an id.
            return null;
        }
    }

    /** A plain decimal number, such as {@code 19.99}; null if the text is anything else. */
    static @Nullable BigDecimal decimal(String text) {
        return text.length() <= MOST_DIGITS && text.matches("-?[0-9]+(\\.[0-9]+)?") ? new BigDecimal(text) : null;
    }

    /** An ISO 8601 time with its offset, such as {@code 2026-11-23T12:00:00Z}; null if the text is anything else. */
    static @Nullable Instant instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return instant.isAfter(EARLIEST) && instant.isBefore(LATEST) ? instant : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Whether a number is short enough to calculate with: {@code 1e999999999} would take a billion digits. */
    static boolean isModest(BigDecimal number) {
        return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
    }
}
