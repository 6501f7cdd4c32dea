package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleRevision;

/** A rule as the API shows it: the library's JSON, with its revision. */
public final class RuleView {
    private RuleView() {}

    /** The JSON of a revision, to be written by {@link Answer}. */
    public static Object of(RuleRevision revision) {
        ObjectNode rule = Json.object(PricingRuleJson.write(revision.rule()));
        rule.put("revision", revision.revision())
                .put("changed_at", revision.changedAt().toString());
        return revision.actor() == null ? rule : rule.put("actor", revision.actor());
    }
}
