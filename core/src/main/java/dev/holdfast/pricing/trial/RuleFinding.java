package dev.holdfast.pricing.trial;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something about a rule that somebody should look at.
 *
 * @param rule the rule's code
 * @param kind what it is about
 * @param other the code of the rule that it is about besides, null for none
 * @param why the reason, in words
 */
public record RuleFinding(String rule, Kind kind, @Nullable String other, String why) {
    /** What a finding is about. */
    public enum Kind {
        /** Whatever the cart, the buyer and the time from now on, the rule takes nothing off. */
        NEVER_APPLIES,
        /** Wherever it would apply, an exclusive rule comes first and lets nothing follow. */
        ALWAYS_SUPPRESSED,
        /** It says what another rule says. */
        DUPLICATE,
        /** It and another rule say different things about the same, and which holds is decided by chance. */
        CONTRADICTION,
        /** It ends soon. */
        EXPIRES_SOON;

        /** As it is written elsewhere, such as {@code never_applies}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
