package dev.holdfast.cli.output;

import dev.holdfast.cli.session.Style;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lays cells out for people: columns as wide as their widest cell, numbers to the right. */
public final class TextTable {
    private static final String GAP = "  ";
    private static final Set<UnicodeScript> WIDE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private TextTable() {}

    /** A heading and a line for each row. */
    static <T> List<String> lines(List<Column<T>> columns, List<T> rows, Style style) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(Column.names(columns));
        rows.forEach(row -> cells.add(
                Column.cells(columns, row).stream().map(TextTable::harmless).toList()));
        List<String> lines = new ArrayList<>();
        for (List<String> row : cells) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns.size(); i++) {
                boolean toTheRight = columns.get(i).isNumber();
                int column = i;
                int width = cells.stream()
                        .mapToInt(other -> width(other.get(column)))
                        .max()
                        .orElse(0);
                line.append(i == 0 ? "" : GAP).append(padded(row.get(i), width, toTheRight));
            }
            String text = line.toString().stripTrailing();
            lines.add(lines.isEmpty() ? style.strong(text) : text);
        }
        return lines;
    }

    /** A line for each column of one row, its name before its value. */
    static <T> List<String> fields(List<Column<T>> columns, T row, Style style) {
        int width = columns.stream()
                .mapToInt(column -> column.name().length())
                .max()
                .orElse(0);
        return columns.stream()
                .map(column -> (style.strong(padded(column.name(), width, false)) + GAP + harmless(column.cell(row)))
                        .stripTrailing())
                .toList();
    }

    /** A text, with spaces up to a width. */
    public static String padded(String text, int width, boolean toTheRight) {
        String space = " ".repeat(Math.max(0, width - width(text)));
        return toTheRight ? space + text : text + space;
    }

    /** A text on one line, without what would steer a terminal. */
    public static String harmless(String text) {
        return withoutControls(text.replaceAll("\\s+", " "));
    }

    /** A text without what would steer a terminal, its blanks as they are. */
    public static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cf}]", "?");
    }

    /** How many cells of a terminal a text takes. */
    public static int width(String text) {
        return text.codePoints()
                .map(point -> WIDE.contains(UnicodeScript.of(point)) ? 2 : 1)
                .sum();
    }
}
