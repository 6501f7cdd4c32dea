package dev.holdfast.internal.rules;

import dev.holdfast.internal.json.RuleJson;
import dev.holdfast.pricing.book.RuleRevision;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** One revision of a rule as stored; the definition is JSON. */
public record RuleRow(
        String code,
        int revision,
        String definition,
        Instant changedAt,
        boolean archived,
        @Nullable String actor) {
    // A stored definition names the currency of its money, so the default is never used.
    private static final Currency NO_DEFAULT = Currency.getInstance("XXX");

    /** Parses the definition. */
    public RuleRevision parsed() {
        return new RuleRevision(RuleJson.read(definition, NO_DEFAULT), revision, changedAt, archived, actor);
    }
}
