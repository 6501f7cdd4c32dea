package dev.holdfast.pricing.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Mutates the JSON of a rule in one place: a wrong type, a missing field, an extra field, a value out of range. */
final class RuleMutation {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "\"x\"",
            "\"\"",
            "\" \"",
            "\"5\"",
            "\"0\"",
            "\"-1\"",
            "\"1.00001\"",
            "\"100.5\"",
            "\"unit\"",
            "\"line\"",
            "\"order\"",
            "\"item\"",
            "\"charge\"",
            "\"gift\"",
            "\"amount_off\"",
            "\"percent_off\"",
            "\"EUR\"",
            "\"Mars/Base\"",
            "\"a//b\"",
            "\"25:00\"",
            "\"2026-02-30T00:00:00Z\"",
            "\"2026-02-03T00:00:00Z\"",
            "\"2026-02-03\"",
            "\"1969-02-03T00:00:00Z\"",
            "\"a\\u0000b\"",
            "0",
            "-1",
            "1",
            "2",
            "1.0",
            "1.5",
            "100.1",
            "0.00001",
            "1000000000000",
            "9223372036854775808",
            "[]",
            "[1]",
            "[\"a\"]",
            "[null]",
            "{}",
            "{\"percent\": 5}",
            "{\"quantity\": 1}");
    private static final List<String> NAMES = List.of(
            "colour",
            "percent",
            "amount",
            "first_amount",
            "price",
            "per",
            "quantity",
            "breaks",
            "max_units",
            "max_units_per",
            "first",
            "charges",
            "min_quantity",
            "min_subtotal",
            "products",
            "min_unit_price",
            "exclude",
            "currency",
            "discount",
            "discounts",
            "target",
            "in");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Random random;

    RuleMutation(Random random) {
        this.random = random;
    }

    /** Returns a copy of a rule with one mutation, which may or may not be a mistake. */
    JsonNode of(JsonNode rule) throws Exception {
        JsonNode mutant = rule.deepCopy();
        List<JsonNode> containers = new ArrayList<>();
        gather(mutant, containers);
        JsonNode place = containers.get(random.nextInt(containers.size()));
        if (place instanceof ObjectNode object) {
            change(object);
        } else if (place instanceof ArrayNode array) {
            change(array);
        }
        return mutant;
    }

    private void change(ObjectNode object) throws Exception {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        int kind = random.nextInt(6);
        if (kind == 0) {
            object.set(pick(NAMES), value());
        } else if (kind == 1 && !names.isEmpty()) {
            object.remove(pick(names));
        } else if (kind == 2 && !names.isEmpty()) {
            object.set(pick(names), object.get(pick(names)).deepCopy());
        } else if (!names.isEmpty()) {
            object.set(pick(names), random.nextInt(20) == 0 ? longText() : value());
        }
    }

    private void change(ArrayNode array) throws Exception {
        if (array.isEmpty() || random.nextInt(3) == 0) {
            array.add(value());
        } else if (random.nextInt(3) == 0) {
            array.remove(random.nextInt(array.size()));
        } else {
            array.set(random.nextInt(array.size()), random.nextInt(20) == 0 ? longText() : value());
        }
    }

    private static void gather(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(inner -> gather(inner, containers));
        }
    }

    private JsonNode value() throws Exception {
        return MAPPER.readTree(pick(VALUES));
    }

    private JsonNode longText() {
        return JsonNodeFactory.instance.textNode("a".repeat(65 + random.nextInt(500)));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
