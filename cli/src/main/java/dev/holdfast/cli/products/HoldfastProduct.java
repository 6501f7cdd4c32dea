package dev.holdfast.cli.products;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.VariantImport;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A product in Holdfast's own layout: each row may repeat the product, and has a variant unless its columns are empty. */
final class HoldfastProduct extends Product {
    private static final List<Field> OF_PRODUCT =
            List.of(Field.NAME, Field.DESCRIPTION, Field.CATEGORY, Field.BASE_PRICE, Field.CURRENCY, Field.STATUS);
    private static final List<Field> OF_VARIANT = List.of(
            Field.SKU, Field.VARIANT_NAME, Field.PRICE, Field.STOCK_QUANTITY, Field.ATTRIBUTES, Field.MIN_PRICE);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Currency own;
    private final @Nullable Money basePrice;
    private final @Nullable ProductStatus status;

    HoldfastProduct(Row first, Currency currency) {
        super(first, currency);
        Currency given = first.currency();
        own = given == null ? currency : given;
        basePrice = first.money(Field.BASE_PRICE, own);
        status = first.status();
    }

    @Override
    void add(Row row) {
        if (row.line() != first().line()) {
            for (Field field : OF_PRODUCT) {
                if (row.has(field) && !row.text(field).equals(first().text(field))) {
                    row.wrong(
                            field,
                            Row.shown(row.text(field)) + " differs from line "
                                    + first().line() + ", which has for the same product: "
                                    + Row.shown(first().text(field)));
                }
            }
        }
        if (OF_VARIANT.stream().noneMatch(row::has)) {
            return;
        }
        Map<String, Object> attributes = attributes(row);
        add(
                row,
                new VariantImport(
                        sku(row, attributes.values()),
                        patch(row, Field.VARIANT_NAME),
                        money(row, Field.PRICE),
                        money(row, Field.MIN_PRICE),
                        row.header().has(Field.ATTRIBUTES) ? Patch.set(attributes) : Patch.keep(),
                        row.units()),
                attributes.values());
    }

    @Override
    Patch<String> name() {
        return first().has(Field.NAME) ? Patch.set(first().text(Field.NAME)) : Patch.keep();
    }

    @Override
    Patch<Money> basePrice() {
        return basePrice == null ? Patch.keep() : Patch.set(basePrice);
    }

    @Override
    Patch<String> description() {
        return patch(first(), Field.DESCRIPTION);
    }

    @Override
    Patch<String> category() {
        return patch(first(), Field.CATEGORY);
    }

    @Override
    Patch<ProductStatus> status() {
        return status == null ? Patch.keep() : Patch.set(status);
    }

    private Patch<Money> money(Row row, Field field) {
        return row.header().has(field) ? Patch.set(row.money(field, own)) : Patch.keep();
    }

    private static Patch<String> patch(Row row, Field field) {
        if (!row.header().has(field)) {
            return Patch.keep();
        }
        return Patch.set(row.has(field) ? row.text(field) : null);
    }

    private static Map<String, Object> attributes(Row row) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        String text = row.text(Field.ATTRIBUTES);
        if (text.isEmpty()) {
            return attributes;
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                row.wrong(Field.ATTRIBUTES, Row.shown(text) + " is not a JSON object such as {\"color\": \"red\"}");
                return attributes;
            }
            node.properties().forEach(member -> {
                JsonNode value = member.getValue();
                if (value.isTextual()) {
                    attributes.put(member.getKey(), value.textValue());
                } else if (value.isBoolean()) {
                    attributes.put(member.getKey(), value.booleanValue());
                } else if (value.isIntegralNumber() && value.canConvertToLong()) {
                    attributes.put(member.getKey(), value.longValue());
                } else if (value.isNumber()) {
                    attributes.put(member.getKey(), value.decimalValue());
                } else {
                    row.wrong(
                            Field.ATTRIBUTES,
                            Row.shown(member.getKey()) + " must be a string, a number or a boolean: "
                                    + Row.shown(value.toString()));
                }
            });
        } catch (JsonProcessingException e) {
            // The library adds the position in parentheses, which is of no use here.
            String reason = e.getOriginalMessage().replaceAll("(?s)\\s*\\(.*", "");
            row.wrong(Field.ATTRIBUTES, Row.shown(text) + " is not valid JSON: " + reason);
        }
        return attributes;
    }
}
