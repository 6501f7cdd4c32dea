package dev.holdfast.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Fits text into a number of cells of a terminal. */
final class Wrapping {
    private static final String ELLIPSIS = "\u2026";

    private Wrapping() {}

    /** Breaks a text into lines after spaces, and within longer words; at least one line. A width of 0 is any. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (width > 0 && TextTable.width(rest) > width) {
            int end = fitting(rest, width);
            int space = rest.lastIndexOf(' ', end);
            int cut = space > 0 ? space : end;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** A text that is cut, and ends with an ellipsis then, if it is longer. */
    static String cut(String text, int width) {
        return TextTable.width(text) <= width ? text : text.substring(0, fitting(text, width - 1)) + ELLIPSIS;
    }

    /** How many characters of a text fit: at least those of one code point. */
    private static int fitting(String text, int width) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            used += TextTable.width(point);
            if (used > width && end > 0) {
                break;
            }
            end += Character.charCount(point);
        }
        return end;
    }
}
