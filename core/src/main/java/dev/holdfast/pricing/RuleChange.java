package dev.holdfast.pricing;

import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import org.jspecify.annotations.Nullable;

/**
 * A change of one rule.
 *
 * @param code the code of the rule
 * @param before the current revision, null if the rule is to be added
 * @param after the rule after the change, null if it is to be archived
 */
public record RuleChange(
        String code,
        @Nullable RuleRevision before,
        @Nullable PricingRule after) {}
