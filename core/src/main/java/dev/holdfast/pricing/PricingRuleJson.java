package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.json.RuleJson;
import dev.holdfast.pricing.rule.PricingRule;
import java.util.Currency;

/** Reads and writes pricing rules as JSON. Thread-safe. */
public final class PricingRuleJson {
    private PricingRuleJson() {}

    /**
     * Reads a rule.
     *
     * @param json an object, such as {@code {"code": "SPRING", "discount": {"type": "percent_off", "percent": 10}}}
     * @param defaultCurrency the currency of its amounts if it names none
     * @throws InvalidInputException if the rule is invalid; it lists every error, not only the first
     */
    public static PricingRule read(String json, Currency defaultCurrency) {
        return RuleJson.read(json, defaultCurrency);
    }

    /** Writes a rule as {@link #read} reads it. Fields that have their default value are included, empty ones are not. */
    public static String write(PricingRule rule) {
        return RuleJson.write(rule);
    }

    /**
     * The JSON Schema (2020-12) of the rules that {@link #read} accepts. These checks are beyond a schema and are made
     * by {@link #read} alone: an end is after its start, a lowest price is below the highest, all discounts of a rule
     * share one currency, an amount has no more digits than its currency, currencies and time zones exist, and steps
     * differ.
     */
    public static String schema() {
        return RuleJson.schema();
    }
}
