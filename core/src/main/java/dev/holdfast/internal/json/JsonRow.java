package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A row that a statement returns as a JSON object, one of several in a column of another row. Its columns are read by
 * their names. Thread-safe.
 */
public final class JsonRow {
    private final JsonNode columns;

    private JsonRow(JsonNode columns) {
        this.columns = columns;
    }

    /** The rows that {@code json_agg} returned, in their order; none for null, which it returns for no rows. */
    public static List<JsonRow> list(@Nullable String json) {
        List<JsonRow> rows = new ArrayList<>();
        if (json != null) {
            Json.read(json).forEach(node -> rows.add(new JsonRow(node)));
        }
        return rows;
    }

    /** An object, as {@link JsonTree#write} writes it, as if it were a row. */
    public static JsonRow object(String json) {
        return new JsonRow(Json.read(json));
    }

    /** The texts in a column, in their order. */
    public List<String> texts(String column) {
        List<String> texts = new ArrayList<>();
        present(column).forEach(node -> texts.add(node.textValue()));
        return texts;
    }

    /** The texts in an object, by name. */
    public Map<String, String> textsByName(String column) {
        Map<String, String> texts = new TreeMap<>();
        present(column)
                .properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().textValue()));
        return texts;
    }

    /** The rows in a column, in their order; none for null. */
    public List<JsonRow> rows(String column) {
        List<JsonRow> rows = new ArrayList<>();
        columns.required(column).forEach(node -> rows.add(new JsonRow(node)));
        return rows;
    }

    /** The same of a column that objects of the version before do not have. */
    public List<JsonRow> optionalRows(String column) {
        return columns.has(column) ? rows(column) : List.of();
    }

    /** The row in a column; null where there is none. */
    public @Nullable JsonRow optionalRow(String column) {
        return columns.hasNonNull(column) ? new JsonRow(columns.get(column)) : null;
    }

    /** A whole number that is not null. */
    public long number(String column) {
        return present(column).longValue();
    }

    /** A whole number; 0 where the row was written without the column. */
    public long numberOrZero(String column) {
        return columns.path(column).asLong();
    }

    /** A whole number, or null. */
    public @Nullable Long optionalNumber(String column) {
        JsonNode value = columns.required(column);
        return value.isNull() ? null : (Long) value.longValue();
    }

    /** A text that is not null. */
    public String text(String column) {
        return present(column).textValue();
    }

    /** A text, or null. */
    public @Nullable String optionalText(String column) {
        return columns.required(column).textValue();
    }

    /** A Boolean that is not null. */
    public boolean bool(String column) {
        return present(column).booleanValue();
    }

    /** A {@code timestamptz} that is not null. */
    public Instant instant(String column) {
        return OffsetDateTime.parse(text(column)).toInstant();
    }

    /** A {@code timestamptz} or, if the column is null or missing, null. */
    public @Nullable Instant optionalInstant(String column) {
        String text = columns.path(column).textValue();
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    /** An explanation, as {@link OutcomesJson} writes it. */
    public List<RuleOutcome> outcomes(String column) {
        return OutcomesJson.read(present(column));
    }

    /** Metadata, as {@link MetadataJson} writes it; null is none. */
    public Map<String, Object> metadata(String column) {
        return MetadataJson.read(columns.required(column));
    }

    private JsonNode present(String column) {
        JsonNode value = columns.required(column);
        if (value.isNull()) {
            throw new IllegalStateException("the column " + column + " is null");
        }
        return value;
    }
}
