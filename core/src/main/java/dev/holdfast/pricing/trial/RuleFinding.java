package dev.holdfast.pricing.trial;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A likely mistake in a rule.
 *
 * @param rule the code of the rule
 * @param kind the kind of mistake
 * @param other the code of another rule that is involved, null for none
 * @param why the reason, in words
 */
public record RuleFinding(String rule, Kind kind, @Nullable String other, String why) {
    /** The kind of mistake. */
    public enum Kind {
        /** The rule takes nothing off, whatever the cart and the buyer, now or in the future. */
        NEVER_APPLIES,
        /** Wherever the rule would apply, an exclusive rule comes first and excludes it. */
        ALWAYS_SUPPRESSED,
        /** The rule is the same as another one. */
        DUPLICATE,
        /** The rule and another one set different things for the same cart, and which one applies is arbitrary. */
        CONTRADICTION,
        /** The rule ends soon. */
        EXPIRES_SOON;

        /** The kind as written in JSON and on the command line, such as {@code never_applies}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
