package dev.holdfast.pricing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule would do to a cart as it stands; nothing is done yet. */
final class Evaluation {
    final RuleRevision entry;
    /** The lines that the rule selects. */
    final List<LineState> selected;
    /** Why the rule as a whole takes nothing off; null when it may. */
    @Nullable
    Refusal refusal;
    /** Whether the refusal is about the buyer or the selection, so that the rule was never a rival of others. */
    boolean outOfForce;
    /** Lines that are selected and get nothing, each with its reason. */
    final List<RefusedLine> refusedLines = new ArrayList<>();
    /** What it takes off the other lines; null when there are none. */
    @Nullable
    Reckoning reckoning;
    /** What it took off before its own limit. */
    long uncapped;
    /** What it takes off. */
    long amount;

    record RefusedLine(LineState line, Refusal refusal) {}

    Evaluation(RuleRevision entry, List<LineState> selected) {
        this.entry = entry;
        this.selected = selected;
    }

    PricingRule rule() {
        return entry.rule();
    }

    boolean isLimited() {
        return uncapped > amount;
    }

    Evaluation refused(Refusal newRefusal) {
        refusal = newRefusal;
        return this;
    }
}
