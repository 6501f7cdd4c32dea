package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.Money;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.pricing.rule.Target;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explanations as JSON, as stored with an order. */
public final class OutcomesJson {
    private OutcomesJson() {}

    /** Writes an explanation. */
    public static String write(List<RuleOutcome> outcomes) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(outcomes.size());
        outcomes.forEach(outcome -> array.add(node(outcome)));
        return Json.write(array);
    }

    /** Reads what {@link #write} wrote. Whole numbers among the facts become Longs, others BigDecimals. */
    public static List<RuleOutcome> read(String json) {
        return read(Json.read(json));
    }

    static List<RuleOutcome> read(JsonNode array) {
        List<RuleOutcome> outcomes = new ArrayList<>();
        array.forEach(node -> outcomes.add(outcome(node)));
        return outcomes;
    }

    private static ObjectNode node(RuleOutcome outcome) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rule", outcome.rule());
        node.put("revision", outcome.revision());
        if (outcome.name() != null) {
            node.put("name", outcome.name());
        }
        node.put("target", Json.word(outcome.target()));
        node.put("outcome", Json.word(outcome.outcome()));
        if (outcome.reason() != null) {
            node.put("reason", outcome.reason());
        }
        if (!outcome.facts().isEmpty()) {
            ObjectNode facts = node.putObject("facts");
            outcome.facts().forEach((name, fact) -> facts.set(name, fact(fact)));
        }
        money(node, "base", outcome.base());
        if (outcome.exact() != null) {
            node.put("exact", outcome.exact().toPlainString());
        }
        money(node, "amount", outcome.amount());
        money(node, "running_total", outcome.runningTotal());
        return node;
    }

    private static void money(ObjectNode node, String name, @Nullable Money money) {
        if (money != null) {
            node.set(name, fact(money));
        }
    }

    private static JsonNode fact(Object fact) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (fact instanceof Money money) {
            return nodes.objectNode()
                    .put("amount", money.toDecimal().toPlainString())
                    .put("currency", money.currency().getCurrencyCode());
        }
        if (fact instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode(list.size());
            list.forEach(element -> array.add(fact(element)));
            return array;
        }
        if (fact instanceof Boolean truth) {
            return nodes.booleanNode(truth);
        }
        if (fact instanceof BigDecimal decimal) {
            return nodes.numberNode(decimal);
        }
        return fact instanceof Number number ? nodes.numberNode(number.longValue()) : nodes.textNode(fact.toString());
    }

    private static RuleOutcome outcome(JsonNode node) {
        Map<String, Object> facts = new LinkedHashMap<>();
        node.path("facts").properties().forEach(entry -> facts.put(entry.getKey(), fact(entry.getValue())));
        String exact = node.path("exact").textValue();
        return new RuleOutcome(
                node.required("rule").textValue(),
                node.required("revision").intValue(),
                node.path("name").textValue(),
                Json.constant(Target.class, node.required("target")),
                Json.constant(Outcome.class, node.required("outcome")),
                node.path("reason").textValue(),
                facts,
                money(node.get("base")),
                exact == null ? null : new BigDecimal(exact),
                money(node.get("amount")),
                money(node.get("running_total")));
    }

    private static @Nullable Money money(@Nullable JsonNode node) {
        return node == null
                ? null
                : Money.of(
                        node.required("amount").textValue(),
                        node.required("currency").textValue());
    }

    private static Object fact(JsonNode node) {
        if (node.isObject()) {
            return Money.of(
                    node.required("amount").textValue(),
                    node.required("currency").textValue());
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(element -> list.add(fact(element)));
            return list;
        }
        if (node.isNumber()) {
            return Json.number(node);
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
    }
}
