package dev.holdfast.pricing;

import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is and what it is to become.
 *
 * @param code its code
 * @param before as it stands, null when it is to be added
 * @param after as it is to be, null when it is to be archived
 */
public record RuleChange(
        String code,
        @Nullable RuleRevision before,
        @Nullable PricingRule after) {}
