package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.pricing.rule.Refusal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A promo code of the buyer's that is stored for a rule, and whether it unlocks the rule.
 *
 * @param code as the buyer typed it
 * @param rule the code of the rule that it belongs to
 * @param reason why it does not unlock the rule, such as {@code exhausted}; null when it does. {@value #NOT_HELD} lets
 *     the rule be reckoned, so that it can say what is missing, and takes nothing off
 * @param facts the particulars of the reason, see {@link RuleOutcome#facts()}
 * @param atMost the rule takes off this or less, or nothing; null for any amount
 */
public record StoredCode(
        String code,
        String rule,
        @Nullable String reason,
        Map<String, Object> facts,
        @Nullable Money atMost) {
    /** The reason of a code that could be had, but that nobody has taken hold of for this cart. */
    public static final String NOT_HELD = "not_held";

    /** Copies the facts. */
    public StoredCode {
        facts = Map.copyOf(facts);
    }

    /** A code that unlocks its rule, whatever the rule takes off. */
    public static StoredCode unlocking(String code, String rule) {
        return new StoredCode(code, rule, null, Map.of(), null);
    }

    /** Why the rule is not even reckoned; null when it is. */
    @Nullable
    Refusal refusal() {
        return reason == null || reason.equals(NOT_HELD) ? null : refusal(reason, facts);
    }

    /** Why so much is not taken off; null when it is. */
    @Nullable
    Refusal refusalOf(Money amount) {
        if (atMost != null && amount.compareTo(atMost) > 0) {
            return refusal("budget_spent", Refusal.facts("required", amount, "present", atMost));
        }
        return reason == null ? null : refusal(reason, facts);
    }

    private Refusal refusal(String because, Map<String, Object> particulars) {
        Map<String, Object> all = new TreeMap<>(particulars);
        all.put("promo_code", code);
        return new Refusal(Outcome.NOT_APPLICABLE, because, Collections.unmodifiableMap(all));
    }
}
