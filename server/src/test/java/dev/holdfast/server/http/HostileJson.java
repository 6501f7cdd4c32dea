package dev.holdfast.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.server.http.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bodies that nearly match a schema of the contract: generated from it, then corrupted in places. Not thread-safe. */
final class HostileJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    /** Text that is written verbatim in place of a value. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-0",
            "-1",
            "1",
            "1.0",
            "0.5",
            "1e2",
            "1e400",
            "1e-400",
            "1e999999999",
            "-1e999999999",
            "2147483647",
            "2147483648",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "99999999999999999999999999999999999999999",
            "0.1000000000000000055511151231257827",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"a\\nb\"",
            "\"\\u202e\\u0007\"",
            "\"'; drop table carts; --\"",
            "\"%s%n{0}${x}\"",
            "\"../../etc/passwd\"",
            "\"1\"",
            "\"-5\"",
            "\"19.99\"",
            "\"19.999\"",
            "\"1e3\"",
            "\"NaN\"",
            "\"2026-02-30T25:00:00Z\"",
            "\"+999999999-12-31T23:59:59.999999999-18:00\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"EUR\"",
            "\"JPY\"",
            "\"XXX\"",
            "\"eur\"",
            "\"percent_off\"",
            "\"order\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"\": null}",
            "{\"a\": 1, \"a\": 2}",
            "NaN",
            "Infinity",
            "01",
            "0x10",
            ".5",
            "'a'",
            "undefined",
            "\"" + "x".repeat(300) + "\"",
            "\"" + "\\u00e9".repeat(5_000) + "\"",
            "\"" + "\ud83c\udfbd".repeat(200) + "\"",
            "9".repeat(400),
            "0." + "3".repeat(400),
            "[".repeat(40) + "]".repeat(40),
            "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
            "[" + "1,".repeat(5_000) + "1]");

    private final Contract contract;
    private final Random random;

    HostileJson(Contract contract, Random random) {
        this.contract = contract;
        this.random = random;
    }

    /** A body for a schema, which is seldom valid. */
    String body(JsonNode schema) {
        JsonNode[] root = {make(schema, 0)};
        List<Object> raw = new ArrayList<>();
        int wounds = random.nextInt(4);
        for (int i = 0; i < wounds; i++) {
            root[0] = spoil(root[0], raw);
        }
        String json = Json.write(root[0]);
        for (int i = 0; i < raw.size(); i++) {
            json = json.replace("\"" + mark(i) + "\"", raw.get(i).toString());
        }
        return json;
    }

    private static String mark(int number) {
        return "@raw-" + number + "@";
    }

    private JsonNode spoil(JsonNode node, List<Object> raw) {
        boolean deeper = node.isContainerNode() && !node.isEmpty() && random.nextInt(5) > 0;
        if (node instanceof ObjectNode object && deeper) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 ->
                    object.set(
                            List.of("colour", "", "__proto__", name + " ", "\u0000", "$ref")
                                    .get(random.nextInt(6)),
                            hostile(raw));
                default -> object.set(name, spoil(object.get(name), raw));
            }
            return object;
        }
        if (node instanceof ArrayNode array && deeper) {
            int index = random.nextInt(array.size());
            if (random.nextInt(4) == 0) {
                array.add(array.get(index).deepCopy());
            } else {
                array.set(index, spoil(array.get(index), raw));
            }
            return array;
        }
        return hostile(raw);
    }

    private TextNode hostile(List<Object> raw) {
        raw.add(VALUES.get(random.nextInt(VALUES.size())));
        return NODES.textNode(mark(raw.size() - 1));
    }

    /** A value that matches the schema, as far as that is easy. */
    private JsonNode make(JsonNode reference, int depth) {
        JsonNode schema = contract.resolve(reference);
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                return make(
                        schema.get(choice).get(random.nextInt(schema.get(choice).size())), depth);
            }
        }
        if (schema.has("allOf")) {
            ObjectNode all = NODES.objectNode();
            schema.get("allOf").forEach(part -> {
                if (make(part, depth) instanceof ObjectNode object) {
                    all.setAll(object);
                }
            });
            return all;
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> NODES.numberNode(schema.path("minimum").asLong(1) + random.nextInt(3));
            case "number" -> NODES.numberNode(random.nextInt(100));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> text(schema);
        };
    }

    private String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.get(random.nextInt(type.size())).textValue();
        }
        return type.asText(schema.has("properties") ? "object" : "string");
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.textValue()));
        schema.path("properties").properties().forEach(member -> {
            if (required.contains(member.getKey()) || (depth < DEEPEST && random.nextInt(3) == 0)) {
                object.set(member.getKey(), make(member.getValue(), depth + 1));
            }
        });
        return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int size = depth < DEEPEST ? schema.path("minItems").asInt(0) + random.nextInt(3) : 0;
        for (int i = 0; i < size; i++) {
            array.add(make(schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode text(JsonNode schema) {
        if (schema.path("format").asText().equals("date-time")) {
            return NODES.textNode("2026-11-23T12:00:00Z");
        }
        if (schema.path("pattern").asText().contains("[0-9]")) {
            return NODES.textNode("5.00");
        }
        return NODES.textNode(List.of("A", "gold", "SPRING", "Tee-" + random.nextInt(50), "apparel/shirts", "USD")
                .get(random.nextInt(6)));
    }
}
