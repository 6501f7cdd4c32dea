package dev.holdfast.pricing.book;

import dev.holdfast.pricing.rule.PricingRule;
import java.time.Instant;

/**
 * A rule as it stands, or stood, between two changes of it.
 *
 * @param rule what it says
 * @param revision 1 when it was added, one more with every change
 * @param changedAt when this revision was written
 * @param archived whether the rule has been taken out of use since
 */
public record RuleRevision(PricingRule rule, int revision, Instant changedAt, boolean archived) {}
