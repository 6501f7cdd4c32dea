package dev.holdfast.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A column of a table or a CSV file. It shows a member of the JSON of the row, so that tables and {@code -o json} cannot
 * differ.
 *
 * @param name the heading
 * @param path the names that lead to the member, the outermost first
 * @param isNumber whether a table aligns it to the right; a list is then shown as its number of entries
 * @param isOptional whether the JSON of a row may lack the member
 * @param isProse whether a narrow table breaks the text into lines instead of cutting it
 * @param isExtra whether a table leaves the column out if there is no room for it
 * @param isKey whether people copy the value, so that a table cuts it last
 */
public record Column(
        String name,
        List<String> path,
        boolean isNumber,
        boolean isOptional,
        boolean isProse,
        boolean isExtra,
        boolean isKey) {
    /** Copies the list. */
    public Column {
        path = List.copyOf(path);
    }

    /**
     * Columns in a short form: paths separated by spaces, such as {@code id# name conditions.promo_code?}. The heading is
     * the last name of the path unless another one precedes it, as in {@code variant_id=id}. {@code #} marks numbers,
     * {@code ?} optional members, {@code *} prose, {@code ~} columns that a narrow table leaves out, {@code !} keys.
     */
    public static List<Column> list(String columns) {
        return Arrays.stream(columns.split(" ")).map(Column::of).toList();
    }

    private static Column of(String text) {
        String path = text.replaceAll("^.*=|[#?*~!]", "");
        String name = text.contains("=") ? text.replaceAll("=.*", "") : path.replaceAll(".*\\.", "");
        return new Column(
                name,
                List.of(path.split("\\.")),
                text.contains("#"),
                text.contains("?"),
                text.contains("*"),
                text.contains("~"),
                text.contains("!"));
    }

    /** The headings. */
    static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    /** The cells of a row. */
    static List<String> cells(List<Column> columns, Object row) {
        JsonNode tree = Json.tree(row);
        return columns.stream().map(column -> column.cell(tree)).toList();
    }

    private String cell(JsonNode row) {
        JsonNode value = row;
        for (String step : path) {
            value = value.path(step);
        }
        if (value.isMissingNode() && !isOptional) {
            throw new IllegalStateException("no member " + String.join(".", path) + " in " + row);
        }
        return isNumber && value.isArray() ? Integer.toString(value.size()) : shown(value);
    }

    private static String shown(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Column::shown)
                    .sorted()
                    .collect(Collectors.joining(" "));
        }
        if (value.isObject()) {
            return value.isEmpty() ? "" : value.toString();
        }
        return value.isNull() ? "" : value.asText();
    }
}
