package dev.holdfast.cli.session;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Escapes the characters in foreign text that control a terminal, or change the direction of what is read. */
public final class TerminalText {
    // Joiners are part of words in some scripts, and of emoji.
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\u200c\\u200d]]");

    private TerminalText() {}

    /** A text in which all such characters are escaped, line ends and tabs included, for example {@code \\x1b}. */
    public static String escaped(String text) {
        return escaped(text, TerminalText::escape);
    }

    /** A text of any number of lines in which such characters are escaped. */
    public static String message(String text) {
        return text.lines().map(TerminalText::escaped).collect(Collectors.joining("\n"));
    }

    /** JSON in which such characters are escaped as JSON does it. */
    public static String json(String text) {
        return escaped(
                text,
                point -> new String(Character.toChars(point))
                        .chars()
                        .mapToObj(unit -> String.format(Locale.ROOT, "\\u%04x", unit))
                        .collect(Collectors.joining()));
    }

    private static String escaped(String text, IntFunction<String> escape) {
        return CONTROLS.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(escape.apply(found.group().codePointAt(0))));
    }

    private static String escape(int point) {
        return String.format(Locale.ROOT, point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x", point);
    }
}
