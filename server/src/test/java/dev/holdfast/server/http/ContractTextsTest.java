package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract says what everything in it is for. */
@Tag("quick")
class ContractTextsTest {
    private final Contract contract = Contract.get();

    @Test
    void everyOperationAndEveryParameterHasADescription() {
        List<String> without = new ArrayList<>();
        for (Contract.Operation operation : contract.operations()) {
            if (!isDescribed(operation.node())) {
                without.add(operation.id());
            }
            contract.parameters(operation).forEach(parameter -> {
                if (!isDescribed(parameter)) {
                    without.add(operation.id() + " " + parameter.path("name").asText());
                }
            });
            operation.node().path("responses").properties().forEach(response -> {
                JsonNode resolved = contract.resolve(response.getValue());
                if (!isDescribed(resolved)) {
                    without.add(operation.id() + " " + response.getKey());
                }
                resolved.path("headers").properties().forEach(header -> {
                    if (!isDescribed(header.getValue())) {
                        without.add(operation.id() + " " + response.getKey() + " " + header.getKey());
                    }
                });
            });
        }

        assertThat(without).isEmpty();
    }

    @Test
    void everySchemaAndEveryPropertyHasADescription() {
        List<String> without = new ArrayList<>();
        contract.document().at("/components/schemas").properties().forEach(schema -> {
            if (!isDescribed(schema.getValue())) {
                without.add(schema.getKey());
            }
            schema.getValue().path("properties").properties().forEach(property -> {
                if (!isDescribed(property.getValue())) {
                    without.add(schema.getKey() + "/" + property.getKey());
                }
                assertThat(property.getValue().at("/items/properties").isMissingNode()
                                && !property.getValue().has("properties"))
                        .as(schema.getKey() + "/" + property.getKey() + " has a type with a name")
                        .isTrue();
            });
        });

        assertThat(without).isEmpty();
    }

    private boolean isDescribed(JsonNode node) {
        return !node.path("description").asText().isBlank()
                || (node.has("$ref") && isDescribed(contract.resolve(node)));
    }
}
