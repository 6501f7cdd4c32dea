package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.pricing.rule.Refusal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A promo code of a cart that is stored for a rule, and whether it unlocks the rule.
 *
 * @param code the promo code as typed
 * @param rule the code of the rule that it is stored for
 * @param reason why it does not unlock the rule, such as {@code exhausted}; null if it does. With {@value #NOT_HELD} the
 *     rule is calculated, so that the explanation can say what is missing, but takes nothing off
 * @param facts the details of the reason, see {@link RuleOutcome#facts()}
 * @param atMost the most that the rule may take off; it takes nothing off if its discount is larger. Null for no limit
 */
public record StoredCode(
        String code,
        String rule,
        @Nullable String reason,
        Map<String, Object> facts,
        @Nullable Money atMost) {
    /** The reason of a promo code that is available but not held for this cart. */
    public static final String NOT_HELD = "not_held";

    /** The reason of a promo code that is switched off or deleted. */
    public static final String INACTIVE = "code_inactive";

    /** Copies the facts. */
    public StoredCode {
        facts = Map.copyOf(facts);
    }

    /** A promo code that unlocks its rule, whatever the rule takes off. */
    public static StoredCode unlocking(String code, String rule) {
        return new StoredCode(code, rule, null, Map.of(), null);
    }

    /** Whether it is switched off or deleted, and not held since before. */
    boolean isInactive() {
        return INACTIVE.equals(reason);
    }

    /** Why the rule is not calculated; null if it is. */
    @Nullable
    Refusal refusal() {
        return reason == null || reason.equals(NOT_HELD) ? null : refusal(reason, facts);
    }

    /** Why the rule must not take an amount off; null if it may. */
    @Nullable
    Refusal refusalOf(Money amount) {
        if (atMost != null && amount.compareTo(atMost) > 0) {
            return refusal("budget_spent", Refusal.facts("required", amount, "present", atMost));
        }
        return reason == null ? null : refusal(reason, facts);
    }

    private Refusal refusal(String because, Map<String, Object> details) {
        Map<String, Object> all = new TreeMap<>(details);
        all.put("promo_code", code);
        return new Refusal(Outcome.NOT_APPLICABLE, because, Collections.unmodifiableMap(all));
    }
}
