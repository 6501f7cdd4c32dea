package dev.holdfast.internal.sql;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One kind of row that a table writes, and the statement that writes any number of them. A constant of its table. */
public final class TableWrite<T> {
    /**
     * A column of the rows, which travels as one array.
     *
     * @param type in the words of SQL
     * @param wireType in the words of the driver
     */
    public record Column<T>(
            String name,
            String type,
            String wireType,
            IntFunction<@Nullable Object[]> arrays,
            Function<T, @Nullable Object> value) {
        public static <T> Column<T> bigint(String name, Function<T, @Nullable Long> value) {
            return new Column<>(name, "bigint", "int8", Long[]::new, value::apply);
        }

        public static <T> Column<T> integer(String name, Function<T, Integer> value) {
            return new Column<>(name, "int", "int4", Integer[]::new, value::apply);
        }

        public static <T> Column<T> optionalInteger(String name, Function<T, @Nullable Integer> value) {
            return new Column<>(name, "int", "int4", Integer[]::new, value::apply);
        }

        public static <T> Column<T> text(String name, Function<T, @Nullable String> value) {
            return new Column<>(name, "text", "text", String[]::new, value::apply);
        }

        public static <T> Column<T> bool(String name, Function<T, Boolean> value) {
            return new Column<>(name, "boolean", "bool", Boolean[]::new, value::apply);
        }

        public static <T> Column<T> jsonb(String name, Function<T, @Nullable String> value) {
            return new Column<>(name, "jsonb", "jsonb", String[]::new, value::apply);
        }

        public static <T> Column<T> timestamptz(String name, Function<T, @Nullable Instant> value) {
            return new Column<>(name, "timestamptz", "timestamptz", String[]::new, value::apply);
        }

        /** The column of all rows. */
        public @Nullable Object[] of(List<T> rows) {
            @Nullable Object[] array = arrays.apply(rows.size());
            Object last = null;
            for (int i = 0; i < array.length; i++) {
                Object read = value.apply(rows.get(i));
                // PostgreSQL reads the ISO form alike in every session. Most times of a list are equal: write one once.
                array[i] = read instanceof Instant time ? time.equals(last) ? array[i - 1] : time.toString() : read;
                last = read;
            }
            return array;
        }
    }

    private final String name;
    private final String sql;
    private final List<Column<T>> columns;
    private final @Nullable String drawn;

    private TableWrite(String name, String sql, List<Column<T>> columns, @Nullable String drawn) {
        this.name = name;
        this.sql = sql;
        this.columns = columns;
        this.drawn = drawn;
    }

    /**
     * Rows of a table.
     *
     * @param name of the common table expression
     * @param sql in which {@code $rows} stands for the rows as a table {@code n}, and {@code $columns} for its columns
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> TableWrite<T> of(String name, String sql, Column<T>... columns) {
        return new TableWrite<>(name, sql, List.of(columns), null);
    }

    /** The same with a list of columns. */
    public static <T> TableWrite<T> of(String name, String sql, List<Column<T>> columns) {
        return new TableWrite<>(name, sql, columns, null);
    }

    /**
     * The same where a column may have, negative, the place of a number that the statement {@linkplain Changes#draw
     * draws}: that number is written.
     */
    public TableWrite<T> withDrawn(String column) {
        return new TableWrite<>(name, sql, columns, column);
    }

    /** The name of the common table expression. */
    public String name() {
        return name;
    }

    /**
     * The statement as a common table expression, whose rows can be counted.
     *
     * @param draws whether numbers are drawn
     */
    public String expression(boolean draws) {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        // In the list of a select the arrays are read in step. As functions to select from, each would be copied into a
        // store of its own first, which takes longer than to write the few rows.
        String unnested = columns.stream()
                .map(column ->
                        "unnest(cast(:" + parameter(column) + " as " + column.type() + "[])) as " + column.name())
                .collect(Collectors.joining(", "));
        String rows = "(select " + unnested + ")";
        if (draws && drawn != null) {
            String values = columns.stream().map(this::valueOf).collect(Collectors.joining(", "));
            rows = "(select " + values + " from " + rows + " as r cross join saved)";
        }
        return name + " as (" + sql.replace("$columns", names).replace("$rows", rows + " as n") + " returning 1)";
    }

    private String valueOf(Column<T> column) {
        String value = "r." + column.name();
        return column.name().equals(drawn)
                ? "case when " + value + " < 0 then saved.drawn[-" + value + "] else " + value + " end as " + drawn
                : value;
    }

    // Changes keeps each list of rows beside the write that it was added with.
    @SuppressWarnings("unchecked")
    long bindUnchecked(NamedStatement.Execution query, List<?> rows) {
        return bind(query, (List<T>) rows);
    }

    private long bind(NamedStatement.Execution query, List<T> rows) {
        columns.forEach(column -> query.array(parameter(column), column.wireType(), column.of(rows)));
        return rows.size();
    }

    private String parameter(Column<T> column) {
        return name + "_" + column.name();
    }
}
