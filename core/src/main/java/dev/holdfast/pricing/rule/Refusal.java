package dev.holdfast.pricing.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule takes nothing off, or less than it might.
 *
 * @param outcome what the rule did
 * @param reason a stable code, such as {@code min_subtotal}
 * @param facts the details of the reason by name, in the order in which they are written
 */
public record Refusal(Outcome outcome, String reason, Map<String, Object> facts) {
    /** A condition that is not met. The facts are alternating names and values; null values are left out. */
    public static Refusal notApplicable(String reason, @Nullable Object... facts) {
        return new Refusal(Outcome.NOT_APPLICABLE, reason, facts(facts));
    }

    /** A rule that prevents this one. The facts are alternating names and values; null values are left out. */
    public static Refusal suppressed(String reason, @Nullable Object... facts) {
        return new Refusal(Outcome.SUPPRESSED, reason, facts(facts));
    }

    /** Makes facts of alternating names and values; null values are left out. */
    public static Map<String, Object> facts(@Nullable Object... facts) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            Object value = facts[i + 1];
            if (value != null) {
                map.put(String.valueOf(facts[i]), value);
            }
        }
        return Collections.unmodifiableMap(map);
    }
}
