package dev.holdfast.cli.output;

import dev.holdfast.cli.session.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table that fits a width where that is possible. If it is too wide, times lose their fractions of seconds, headings are
 * broken, prose is broken into lines, and other text is cut. If that is not enough, the extra columns are left out from
 * the last one on. Numbers and times are never cut.
 */
final class TableLayout {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:]+(\\.\\d+)?Z");
    private static final int LEAST_TEXT = 12;
    private static final int LEAST_PROSE = 24;
    private static final int LEAST_KEY = 32;

    private final List<Column> columns;
    private final List<List<String>> rows;
    private final int[] widths;
    private final List<Column> leftOut;

    private TableLayout(List<Column> columns, List<List<String>> rows, int[] widths, List<Column> leftOut) {
        this.columns = columns;
        this.rows = rows;
        this.widths = widths;
        this.leftOut = leftOut;
    }

    /** A table of rows that {@link Json#tree} accepts; a width of 0 is any. */
    static TableLayout of(List<Column> columns, List<?> rows, int width) {
        List<List<String>> cells = rows.stream()
                .map(row -> Column.cells(columns, row).stream()
                        .map(TextTable::harmless)
                        .toList())
                .toList();
        int[] natural = IntStream.range(0, columns.size())
                .map(i -> Math.max(columns.get(i).name().length(), widest(cells, i)))
                .toArray();
        if (width == 0 || total(natural) <= width) {
            return new TableLayout(columns, cells, natural, List.of());
        }
        List<List<String>> shorter = cells.stream()
                .map(row -> row.stream().map(TableLayout::withoutFraction).toList())
                .toList();
        return fitted(columns, shorter, width, new ArrayList<>());
    }

    private static TableLayout fitted(List<Column> columns, List<List<String>> rows, int width, List<Column> leftOut) {
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> Math.max(longestWord(columns.get(i).name()), widest(rows, i)))
                .toArray();
        int[] least = IntStream.range(0, columns.size())
                .map(i -> Math.min(widths[i], least(columns.get(i), rows, i)))
                .toArray();
        int extra = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).isExtra())
                .max()
                .orElse(-1);
        if (total(least) > width && extra >= 0) {
            leftOut.add(0, columns.get(extra));
            return fitted(
                    without(columns, extra),
                    rows.stream().map(row -> without(row, extra)).toList(),
                    width,
                    leftOut);
        }
        shrink(widths, least, width);
        // Keys are cut like other text if that was not enough.
        for (int i = 0; i < widths.length; i++) {
            least[i] = columns.get(i).isKey() ? Math.min(least[i], LEAST_TEXT) : least[i];
        }
        shrink(widths, least, width);
        return new TableLayout(columns, rows, widths, leftOut);
    }

    /** Takes away from the widest columns what is too much, as far as that is possible. */
    private static void shrink(int[] widths, int[] least, int width) {
        while (total(widths) > width) {
            int widest = IntStream.range(0, widths.length)
                    .filter(i -> widths[i] > least[i])
                    .reduce(-1, (one, other) -> one < 0 || widths[other] > widths[one] ? other : one);
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static int least(Column column, List<List<String>> rows, int place) {
        boolean isFixed = column.isNumber()
                || rows.stream()
                        .map(row -> row.get(place))
                        .anyMatch(cell -> TIME.matcher(cell).matches());
        return isFixed ? Integer.MAX_VALUE : column.isProse() ? LEAST_PROSE : column.isKey() ? LEAST_KEY : LEAST_TEXT;
    }

    /** The columns for which there is no room. */
    List<Column> leftOut() {
        return leftOut;
    }

    /** The heading and the rows. */
    List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        line(
                        IntStream.range(0, widths.length)
                                .mapToObj(i -> heading(columns.get(i).name(), widths[i]))
                                .toList(),
                        true)
                .forEach(line -> lines.add(style.strong(line)));
        for (List<String> row : rows) {
            lines.addAll(line(
                    IntStream.range(0, widths.length)
                            .mapToObj(i -> columns.get(i).isProse()
                                    ? Wrapping.wrapped(row.get(i), widths[i])
                                    : List.of(Wrapping.cut(row.get(i), widths[i])))
                            .toList(),
                    false));
        }
        return lines;
    }

    /** The lines of one row, whose cells have one line or more; those of a heading stand at the bottom. */
    private List<String> line(List<List<String>> cells, boolean isHeading) {
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, height)
                .mapToObj(y -> IntStream.range(0, widths.length)
                        .mapToObj(x -> {
                            List<String> parts = cells.get(x);
                            int place = isHeading ? y - height + parts.size() : y;
                            String part = place >= 0 && place < parts.size() ? parts.get(place) : "";
                            return TextTable.padded(
                                    part, widths[x], columns.get(x).isNumber());
                        })
                        .collect(Collectors.joining(TextTable.GAP))
                        .stripTrailing())
                .toList();
    }

    /** A heading, broken after underscores if it is too long. */
    private static List<String> heading(String name, int width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : name.split("(?<=_)")) {
            if (!line.isEmpty() && line.length() + word.length() > width) {
                lines.add(line);
                line = "";
            }
            line += word;
        }
        lines.add(line);
        return lines;
    }

    private static int longestWord(String name) {
        return Arrays.stream(name.split("(?<=_)"))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static int widest(List<List<String>> rows, int place) {
        return rows.stream()
                .mapToInt(row -> TextTable.width(row.get(place)))
                .max()
                .orElse(0);
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths).sum() + TextTable.GAP.length() * (widths.length - 1);
    }

    private static String withoutFraction(String cell) {
        return TIME.matcher(cell).matches() ? cell.replaceAll("\\.\\d+Z", "Z") : cell;
    }

    private static <T> List<T> without(List<T> list, int place) {
        List<T> rest = new ArrayList<>(list);
        rest.remove(place);
        return rest;
    }
}
