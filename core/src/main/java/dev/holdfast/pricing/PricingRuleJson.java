package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.json.RuleJson;
import dev.holdfast.pricing.rule.PricingRule;
import java.util.Currency;

/** Reads and writes pricing rules as JSON. */
public final class PricingRuleJson {
    private PricingRuleJson() {}

    /**
     * Reads a rule.
     *
     * @param json an object, such as {@code {"code": "SPRING", "discount": {"type": "percent_off", "percent": 10}}}
     * @param defaultCurrency the currency of amounts if the rule does not name one
     * @throws InvalidInputException if the rule is invalid; it lists every error
     */
    public static PricingRule read(String json, Currency defaultCurrency) {
        return RuleJson.read(json, defaultCurrency);
    }

    /** Writes a rule so that {@link #read} reads it back. Default values are included, empty fields are left out. */
    public static String write(PricingRule rule) {
        return RuleJson.write(rule);
    }

    /**
     * The JSON Schema (2020-12) of the rules that {@link #read} accepts. A schema cannot express the following checks,
     * which only {@link #read} makes: the end is after the start, the lowest price is not above the highest, all
     * discounts share one currency, amounts have no more decimals than their currency, currencies and time zones exist,
     * and steps are distinct.
     */
    public static String schema() {
        return RuleJson.schema();
    }
}
