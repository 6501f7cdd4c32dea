package dev.holdfast.pricing.book;

import dev.holdfast.pricing.rule.PricingRule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a rule.
 *
 * @param rule the rule in this revision
 * @param revision 1 when the rule is added, increased by one with each change
 * @param changedAt when the revision was written
 * @param archived whether the rule has since been archived
 * @param actor who wrote the revision; null if nobody was named
 */
public record RuleRevision(
        PricingRule rule,
        int revision,
        Instant changedAt,
        boolean archived,
        @Nullable String actor) {
    /** A revision that nobody is named for. */
    public RuleRevision(PricingRule rule, int revision, Instant changedAt, boolean archived) {
        this(rule, revision, changedAt, archived, null);
    }
}
