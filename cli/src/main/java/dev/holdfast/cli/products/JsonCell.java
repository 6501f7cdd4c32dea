package dev.holdfast.cli.products;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads cells that have a JSON object. Mistakes are reported to the row. */
final class JsonCell {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonCell() {}

    /** The attributes in a cell: strings, numbers and booleans; none if it is empty. */
    static Map<String, Object> attributes(Row row, Field field) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        object(row, field).forEach((name, node) -> {
            Object value = scalar(node);
            if (value == null) {
                row.wrong(
                        field,
                        Row.shown(name) + " must be a string, a number or a boolean: " + Row.shown(node.toString()));
            } else {
                attributes.put(name, value);
            }
        });
        return attributes;
    }

    /** The metadata in a cell, of any JSON values; none if it is empty. Members that are null are left out. */
    static Map<String, Object> metadata(Row row, Field field) {
        return members(object(row, field));
    }

    /** Numbers of units by SKU in a cell; none if it is empty. */
    static Map<String, Integer> units(Row row, Field field) {
        Map<String, Integer> units = new LinkedHashMap<>();
        object(row, field).forEach((sku, node) -> {
            if (node.isIntegralNumber() && node.canConvertToInt()) {
                units.put(sku, node.intValue());
            } else {
                row.wrong(field, Row.shown(sku) + " must be a whole number of units: " + Row.shown(node.toString()));
            }
        });
        return units;
    }

    private static Map<String, Object> members(Map<String, JsonNode> nodes) {
        Map<String, Object> members = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            Object value = value(node);
            if (value != null) {
                members.put(name, value);
            }
        });
        return members;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(node.size());
            node.forEach(element -> list.add(value(element)));
            return list;
        }
        return node.isObject() ? members(nodes(node)) : scalar(node);
    }

    private static @Nullable Object scalar(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.isNumber() ? node.decimalValue() : null;
    }

    private static Map<String, JsonNode> object(Row row, Field field) {
        String text = row.text(field);
        if (text.isEmpty()) {
            return Map.of();
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return nodes(node);
            }
            row.wrong(field, Row.shown(text) + " is not a JSON object such as {\"color\": \"red\"}");
        } catch (JsonProcessingException e) {
            // The library adds the position in parentheses, which is of no use here.
            String reason = e.getOriginalMessage().replaceAll("(?s)\\s*\\(.*", "");
            row.wrong(field, Row.shown(text) + " is not valid JSON: " + reason);
        }
        return Map.of();
    }

    private static Map<String, JsonNode> nodes(JsonNode object) {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        object.properties().forEach(member -> nodes.put(member.getKey(), member.getValue()));
        return nodes;
    }
}
