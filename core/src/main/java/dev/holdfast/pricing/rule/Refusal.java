package dev.holdfast.pricing.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a rule takes nothing off, or less than it might. */
public record Refusal(Outcome outcome, String reason, Map<String, Object> facts) {
    public static Refusal notApplicable(String reason, @Nullable Object... facts) {
        return new Refusal(Outcome.NOT_APPLICABLE, reason, facts(facts));
    }

    public static Refusal suppressed(String reason, @Nullable Object... facts) {
        return new Refusal(Outcome.SUPPRESSED, reason, facts(facts));
    }

    /** Alternating names and values; what is null is left out. */
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
