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

/** Pricing rules as JSON: the strict reader, the writer, and merge patches. */
public final class RuleJson {
    private static final String SCHEMA = "pricing-rule.schema.json";

    private RuleJson() {}

    /** See {@link dev.holdfast.pricing.PricingRuleJson#read}. */
    public static PricingRule read(String json, Currency defaultCurrency) {
        return read(Fields.parse(json), defaultCurrency);
    }

    /** See {@link dev.holdfast.pricing.PricingRuleJson#write}. */
    public static String write(PricingRule rule) {
        return Json.write(RuleWriter.node(rule));
    }

    /**
     * A rule after a merge patch (RFC 7396) of its definition.
     *
     * @throws InvalidInputException naming everything that is wrong with the outcome; the code cannot be changed
     */
    public static PricingRule patch(PricingRule rule, String patch, Currency defaultCurrency) {
        ObjectNode changes = Fields.parse(patch);
        JsonNode code = changes.remove("code");
        Validation checks = new Validation();
        if (code != null && !code.equals(JsonNodeFactory.instance.textNode(rule.code()))) {
            checks.fail(
                    "/code",
                    Fields.shown(code) + " is not " + Validation.shown(rule.code())
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

    // A null for a field that is not there stays, so that the reader refuses the field when it knows none of the name.
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
