package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.pricing.rule.Target;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of an explanation: what a rule did to an item, a charge or the order, and why.
 *
 * @param rule the code of the rule, a promo code that no rule knows, or {@code best_for_customer} in a step with the
 *     reason {@value #SEARCH_ENDED_EARLY}
 * @param revision the revision of the rule, 0 if the step is not about a rule
 * @param name the name of the rule, null if it has none
 * @param target what the rule takes its discount off
 * @param outcome what the rule did
 * @param reason a stable code for why it did not apply in full, such as {@code min_subtotal}; null if it did
 * @param facts the details of the reason by name, such as {@code required}, {@code present} and {@code missing}:
 *     strings, numbers, booleans, {@link Money} and lists of them
 * @param base the amount that the discount was calculated on, null if it was not calculated
 * @param exact the discount before rounding, in the currency's major unit; null if it was not calculated
 * @param amount what was taken off: on an item its share, on the order the whole discount; null if nothing was
 * @param runningTotal what was left afterwards, null if the discount was not calculated
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
    /**
     * The reason of a step that says that the policy asks for the best combination of rules, and that there were too many
     * to try all of them.
     */
    public static final String SEARCH_ENDED_EARLY = "search_ended_early";

    /** The reason of a step that says that there is no such promo code; its {@code rule} is the code as it was given. */
    public static final String UNKNOWN_PROMO_CODE = "unknown_promo_code";

    /**
     * The reason of a step that says that buyers cannot use a promo code: its rules are drafts or have not started, or the
     * code is inactive. Its {@code rule} is the code as it was given.
     */
    public static final String PROMO_CODE_NOT_OFFERED = "promo_code_not_offered";

    /** The reasons of steps about promo codes that buyers are to take for unknown. */
    public static final Set<String> UNKNOWN_TO_BUYERS = Set.of(UNKNOWN_PROMO_CODE, PROMO_CODE_NOT_OFFERED);

    /** A copy with a more specific reason. */
    public RuleOutcome because(String exactReason) {
        return new RuleOutcome(
                rule, revision, name, target, outcome, exactReason, facts, base, exact, amount, runningTotal);
    }
}
