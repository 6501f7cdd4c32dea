package dev.holdfast.cli.output;

import dev.holdfast.cli.session.Style;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays out tables for people, and makes text safe to print. */
public final class TextTable {
    private static final String GAP = "  ";
    private static final Set<UnicodeScript> WIDE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private TextTable() {}

    /** A heading, and a line for each row. */
    static List<String> lines(List<Column> columns, List<?> rows, Style style) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(Column.names(columns));
        rows.forEach(row -> cells.add(
                Column.cells(columns, row).stream().map(TextTable::harmless).toList()));
        int[] widths = IntStream.range(0, columns.size())
                .map(column -> cells.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        List<String> lines = new ArrayList<>();
        for (List<String> row : cells) {
            String line = IntStream.range(0, widths.length)
                    .mapToObj(i -> padded(row.get(i), widths[i], columns.get(i).isNumber()))
                    .collect(Collectors.joining(GAP))
                    .stripTrailing();
            lines.add(lines.isEmpty() ? style.strong(line) : line);
        }
        return lines;
    }

    /** A line for each column of one row, its name before its value. */
    static List<String> fields(List<Column> columns, Object row, Style style) {
        int width = columns.stream()
                .mapToInt(column -> column.name().length())
                .max()
                .orElse(0);
        List<String> cells = Column.cells(columns, row);
        return IntStream.range(0, cells.size())
                .mapToObj(i -> style.strong(padded(columns.get(i).name(), width, false)) + GAP + harmless(cells.get(i)))
                .map(String::stripTrailing)
                .toList();
    }

    /** Pads a text with spaces to a width in cells of a terminal. */
    public static String padded(String text, int width, boolean toTheRight) {
        String space = " ".repeat(Math.max(0, width - width(text)));
        return toTheRight ? space + text : text + space;
    }

    /** A text on one line, without characters that control a terminal. */
    public static String harmless(String text) {
        return withoutControls(text.replaceAll("\\s+", " "));
    }

    /** A text without characters that control a terminal; spaces are kept. */
    public static String withoutControls(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cf}]", "?");
    }

    /** The number of cells of a terminal that a text takes. */
    public static int width(String text) {
        return text.codePoints()
                .map(point -> WIDE.contains(UnicodeScript.of(point)) ? 2 : 1)
                .sum();
    }
}
