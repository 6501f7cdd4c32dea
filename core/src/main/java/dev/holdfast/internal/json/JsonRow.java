package dev.holdfast.internal.json;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row that the database returned as a JSON object, read by the names of its columns. Thread-safe. */
public final class JsonRow {
    private final Map<String, Object> columns;

    private JsonRow(Map<String, Object> columns) {
        this.columns = columns;
    }

    /** Reads the result of {@code json_agg}; null, which it returns for no rows, is an empty list. */
    public static List<JsonRow> list(@Nullable String json) {
        return json == null
                ? List.of()
                : JsonTree.objects(json).stream().map(JsonRow::new).toList();
    }

    /** A whole number that is there. */
    public long number(String column) {
        return (Long) present(column);
    }

    /** A whole number; null if the column is null. */
    public @Nullable Long optionalNumber(String column) {
        return (Long) columns.get(column);
    }

    /** A text that is there. */
    public String text(String column) {
        return (String) present(column);
    }

    /** A text; null if the column is null. */
    public @Nullable String optionalText(String column) {
        return (String) columns.get(column);
    }

    /** A Boolean that is there. */
    public boolean bool(String column) {
        return (Boolean) present(column);
    }

    /** A {@code timestamptz} that is there. */
    public Instant instant(String column) {
        return OffsetDateTime.parse(text(column)).toInstant();
    }

    private Object present(String column) {
        return Objects.requireNonNull(columns.get(column), column);
    }
}
