package dev.holdfast.pricing;

import dev.holdfast.ConflictException;

/**
 * A rule was changed between {@link PricingRules#compare} and {@link PricingRules#apply}. Compare again, and apply the new
 * difference. Its code is {@code rules_changed}.
 */
public final class RulesChangedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    RulesChangedException(String code) {
        super("rules_changed", "rule " + code + " was changed in the meantime; compare again", null, "rule_code", code);
    }
}
