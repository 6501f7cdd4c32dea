package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.pricing.rule.Target;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of an explanation: a rule that was looked at, what became of it, and why.
 *
 * @param rule the rule's code
 * @param revision the revision of it that was looked at
 * @param name its name for people, null when it has none
 * @param target what it takes its discount off
 * @param outcome what became of it
 * @param reason a stable word for why it did not simply apply, such as {@code min_subtotal}; null when it applied
 * @param facts the particulars of the reason by name, such as {@code required}, {@code present}, {@code missing};
 *     text, numbers, booleans, {@link Money} and lists of them
 * @param base the amount that it was reckoned on; null when it was not reckoned
 * @param exact the discount before rounding, in the currency's major unit; null when it was not reckoned
 * @param amount what it took off here: on a line its share on that line, on the order the whole; null when nothing
 * @param runningTotal what was left here afterwards; null when it was not reckoned
 */
public record RuleOutcome(
        String rule,
        int revision,
        @Nullable String name,
        Target target,
        Outcome outcome,
        @Nullable String reason,
        Map<String, Object> facts,
        @Nullable Money base,
        @Nullable BigDecimal exact,
        @Nullable Money amount,
        @Nullable Money runningTotal) {
    /** The same for a more exact reason. */
    public RuleOutcome because(String exactReason) {
        return new RuleOutcome(
                rule, revision, name, target, outcome, exactReason, facts, base, exact, amount, runningTotal);
    }
}
