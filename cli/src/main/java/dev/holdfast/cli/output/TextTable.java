package dev.holdfast.cli.output;

import dev.holdfast.cli.session.Style;
import dev.holdfast.cli.session.TerminalText;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lays out tables for people, and makes text safe to print. */
public final class TextTable {
    static final String GAP = "  ";
    private static final int MIN_VALUE = 20;
    private static final Set<UnicodeScript> WIDE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private TextTable() {}

    /**
     * A heading, and a line or more for each row.
     *
     * @param width of the terminal; 0 for any
     */
    static List<String> lines(List<Column> columns, List<?> rows, Style style, int width) {
        return TableLayout.of(columns, rows, width).lines(style);
    }

    /** A line or more for each column of one row, its name before its value; a width of 0 is any. */
    static List<String> fields(List<Column> columns, Object row, Style style, int width) {
        int names = columns.stream()
                .mapToInt(column -> column.name().length())
                .max()
                .orElse(0);
        int left = width == 0 ? 0 : Math.max(MIN_VALUE, width - names - GAP.length());
        List<String> cells = Column.cells(columns, row);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = style.strong(padded(columns.get(i).name(), names, false));
            for (String part : Wrapping.wrapped(harmless(cells.get(i)), left)) {
                lines.add((name + GAP + part).stripTrailing());
                name = " ".repeat(names);
            }
        }
        return lines;
    }

    /** Breaks a text into lines of a width in cells of a terminal, at least one; a width of 0 is any. */
    public static List<String> wrapped(String text, int width) {
        return Wrapping.wrapped(text, width);
    }

    /** A text that fits a width in cells of a terminal: cut, with an ellipsis at its end, if it is longer. */
    public static String cut(String text, int width) {
        return Wrapping.cut(text, width);
    }

    /** Pads a text with spaces to a width in cells of a terminal. */
    public static String padded(String text, int width, boolean toTheRight) {
        String space = " ".repeat(Math.max(0, width - width(text)));
        return toTheRight ? space + text : text + space;
    }

    /** A text on one line, in which characters that control a terminal are escaped, such as {@code \\x1b}. */
    public static String harmless(String text) {
        return TerminalText.escaped(text.replaceAll("\\s+", " "));
    }

    /** The number of cells of a terminal that a text takes. */
    public static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        // What comes after the basic plane's symbols are emoji for the most part.
        boolean isEmoji = point >= 0x1F300 && point <= 0x1FAFF;
        boolean isFullWidth = point >= 0xFF01 && point <= 0xFF60 || point >= 0x3001 && point <= 0x303E;
        return isEmoji || isFullWidth || WIDE.contains(UnicodeScript.of(point)) ? 2 : 1;
    }
}
