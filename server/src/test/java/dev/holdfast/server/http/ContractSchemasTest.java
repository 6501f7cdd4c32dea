package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The schemas of the contract are such that generators of clients can read them. */
@Tag("quick")
class ContractSchemasTest {
    private static final String SCHEMAS = "#/components/schemas/";

    private final Contract contract = Contract.get();

    /** The server refuses members that it does not know, but answers may get new ones. */
    @Test
    void objectsAreClosedInRequestsAndOpenInAnswers() {
        Set<String> sent = reachedFromRequests();
        Set<String> wrong = new TreeSet<>();
        eachSchema((where, schema) -> {
            boolean closed = schema.path("additionalProperties").isBoolean()
                    && !schema.get("additionalProperties").booleanValue();
            if (schema.has("properties") && closed != sent.contains(where)) {
                wrong.add(where);
            }
        });

        assertThat(sent).contains("ProductInput", "RuleSelection", "PercentOff");
        assertThat(wrong).isEmpty();
    }

    /** Java sends an empty list or map for a member that cannot be null and that nobody has set. */
    @Test
    void everyOptionalListOrMapOfARequestCanBeNull() {
        Set<String> wrong = new TreeSet<>();
        for (String name : reachedFromRequests()) {
            JsonNode schema = schema(name);
            schema.path("properties").properties().forEach(member -> {
                JsonNode type = contract.resolve(member.getValue()).path("type");
                boolean container = type.asText().equals("array")
                        || (type.asText().equals("object")
                                && !contract.resolve(member.getValue()).has("properties"));
                boolean required = schema.path("required")
                        .valueStream()
                        .anyMatch(word -> word.textValue().equals(member.getKey()));
                if (container && !required) {
                    wrong.add(name + "/" + member.getKey());
                }
            });
        }

        assertThat(wrong).isEmpty();
    }

    /** Unions other than those by a discriminator become types that some languages cannot read, or none at all. */
    @Test
    void everyUnionIsOneOfKindsOrOfNull() {
        Set<String> wrong = new TreeSet<>();
        eachNode("", contract.document().at("/components/schemas"), (where, node) -> {
            List<String> types = new ArrayList<>();
            node.path("type").forEach(type -> types.add(type.asText()));
            boolean two = types.size() > 2 || (types.size() == 2 && !types.contains("null"));
            boolean onlyNull = node.path("type").asText().equals("null") && !where.endsWith("/oneOf/1");
            boolean union = node.has("anyOf") || node.has("allOf");
            if (node.has("oneOf") && !node.has("discriminator")) {
                union = node.get("oneOf").size() != 2
                        || !node.at("/oneOf/0").has("$ref")
                        || !node.at("/oneOf/1/type").asText().equals("null");
            }
            if (two || onlyNull || union) {
                wrong.add(where);
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyKindOfADiscountIsItsOwnType() {
        JsonNode discount = schema("RuleDiscount");
        Set<String> kinds = new TreeSet<>();
        discount.at("/discriminator/mapping").properties().forEach(kind -> {
            JsonNode own = schema(kind.getValue().textValue().substring(SCHEMAS.length()));
            assertThat(own.at("/properties/type/enum"))
                    .as(kind.getKey())
                    .singleElement()
                    .isEqualTo(com.fasterxml.jackson.databind.node.TextNode.valueOf(kind.getKey()));
            kinds.add(kind.getKey());
        });

        assertThat(discount.get("oneOf")).hasSameSizeAs(kinds);
        assertThat(schema("RuleDiscountChange")
                        .at("/properties/type/enum")
                        .valueStream()
                        .map(JsonNode::textValue))
                .containsExactlyInAnyOrderElementsOf(kinds);
    }

    /** Go makes constants of the words of each enum that has a name, and a function New… for each type. */
    @Test
    void namesDoNotMeetInGo() {
        Map<String, String> words = new TreeMap<>();
        Set<String> names = new HashSet<>();
        eachSchema((name, schema) -> {
            names.add(name);
            schema.path("enum")
                    .forEach(word -> assertThat(words.put(word.asText().toUpperCase(Locale.ROOT), name))
                            .as(word + " of " + name)
                            .isNull());
        });

        assertThat(words).isNotEmpty();
        assertThat(names).allSatisfy(name -> assertThat(names).doesNotContain("New" + name));
    }

    @Test
    void everyEnumSaysItsTypeAndHasNoDefault() {
        List<String> wrong = new ArrayList<>();
        eachNode("", contract.document(), (where, node) -> {
            if (node.path("enum").isArray() && (!node.has("type") || node.has("default"))) {
                wrong.add(where);
            }
        });

        assertThat(wrong).isEmpty();
    }

    private JsonNode schema(String name) {
        return contract.document().at("/components/schemas").required(name);
    }

    private void eachSchema(BiConsumer<String, JsonNode> action) {
        contract.document()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> action.accept(schema.getKey(), schema.getValue()));
    }

    private static void eachNode(String where, JsonNode node, BiConsumer<String, JsonNode> action) {
        if (node.isObject() && !where.endsWith("/properties")) {
            action.accept(where, node);
        }
        node.properties().forEach(member -> eachNode(where + "/" + member.getKey(), member.getValue(), action));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                eachNode(where + "/" + i, node.get(i), action);
            }
        }
    }

    private Set<String> reachedFromRequests() {
        Set<String> reached = new TreeSet<>();
        contract.operations().forEach(operation -> reach(operation.node().path("requestBody"), reached));
        return reached;
    }

    private void reach(JsonNode node, Set<String> reached) {
        node.findValues("$ref").forEach(reference -> {
            String name = reference.textValue().substring(reference.textValue().lastIndexOf('/') + 1);
            if (reference.textValue().startsWith(SCHEMAS) && reached.add(name)) {
                reach(schema(name), reached);
            }
        });
    }
}
