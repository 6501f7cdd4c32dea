package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.pricing.rule.PricingRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Currency;

/** Reads, writes and patches pricing rules as JSON. */
public final class RuleJson {
    private static final String SCHEMA = "pricing-rule.schema.json";

    private RuleJson() {}

    /** See {@link dev.holdfast.pricing.PricingRuleJson#read}. */
    public static PricingRule read(String json, Currency defaultCurrency) {
        return read(Json.parseObject(json), defaultCurrency);
    }

    /** See {@link dev.holdfast.pricing.PricingRuleJson#write}. */
    public static String write(PricingRule rule) {
        return Json.write(RuleWriter.node(rule));
    }

    /**
     * A rule after a merge patch (RFC 7396) of its definition.
     *
     * @throws InvalidInputException if the patched rule would be invalid, or if the patch changes the code; it lists every error
     */
    public static PricingRule patch(PricingRule rule, String patch, Currency defaultCurrency) {
        ObjectNode changes = Json.parseObject(patch);
        JsonNode code = changes.remove("code");
        Validation checks = new Validation();
        if (code != null && !code.equals(JsonNodeFactory.instance.textNode(rule.code()))) {
            checks.fail(
                    "/code",
                    Field.shown(code) + " is not " + Validation.shown(rule.code())
                            + ", and the code of a rule cannot be changed");
        }
        ObjectNode merged = RuleWriter.node(rule);
        merge(merged, changes);
        return new RuleReader(checks, defaultCurrency).read(merged);
    }

    /** See {@link dev.holdfast.pricing.PricingRuleJson#schema}. */
    public static String schema() {
        try (InputStream stream = PricingRule.class.getResourceAsStream(SCHEMA)) {
            if (stream == null) {
                throw new IllegalStateException(SCHEMA + " is missing from the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PricingRule read(ObjectNode object, Currency defaultCurrency) {
        return new RuleReader(new Validation(), defaultCurrency).read(object);
    }

    // A null for an absent field is kept, so that the reader refuses the field if its name is unknown.
    private static void merge(ObjectNode target, ObjectNode changes) {
        changes.properties().forEach(change -> {
            String name = change.getKey();
            JsonNode value = change.getValue();
            if (value.isNull() && target.has(name)) {
                target.remove(name);
            } else if (value instanceof ObjectNode object) {
                ObjectNode inner = target.get(name) instanceof ObjectNode old ? old : target.putObject(name);
                merge(inner, object);
            } else {
                target.set(name, value);
            }
        });
    }
}
