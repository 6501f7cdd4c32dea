package dev.holdfast.cli.output;

import dev.holdfast.Money;
import dev.holdfast.server.http.wire.ApiJson;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table or a CSV file, called as the member of the JSON is.
 *
 * @param isNumber whether a table shows it to the right
 * @param value what a row has in it
 */
public record Column<T>(String name, boolean isNumber, Function<T, @Nullable Object> value) {
    public static <T> Column<T> text(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, false, value);
    }

    public static <T> Column<T> number(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, true, value);
    }

    /** What stands in a row; empty when there is nothing. */
    String cell(T row) {
        return shown(value.apply(row));
    }

    public static <T> List<String> names(List<Column<T>> columns) {
        return columns.stream().map(Column::name).toList();
    }

    public static <T> List<String> cells(List<Column<T>> columns, T row) {
        return columns.stream().map(column -> column.cell(row)).toList();
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Money money) {
            return money.toDecimal().toPlainString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "" : ApiJson.write(map);
        }
        if (value instanceof Collection<?> values) {
            return values.stream().map(Column::shown).sorted().collect(Collectors.joining(" "));
        }
        return value.toString();
    }
}
