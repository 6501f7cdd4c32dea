package dev.holdfast.pricing;

import dev.holdfast.ConflictException;

/** Somebody changed the rules between {@link PricingRules#compare} and {@link PricingRules#apply}; code {@code rules_changed}. */
public final class RulesChangedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    RulesChangedException(String code) {
        super(
                "rules_changed",
                "the rule " + code + " was changed by somebody else since; compare again",
                null,
                "rule_code",
                code);
    }
}
