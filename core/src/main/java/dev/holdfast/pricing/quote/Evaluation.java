package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule would do to a cart as it stands; nothing is done yet. */
final class Evaluation {
    final RuleRevision entry;
    /** The lines or charges that the rule looks at. */
    final List<ItemState> looked;
    /** Why the rule as a whole takes nothing off; null when it may. */
    @Nullable
    Refusal refusal;
    /** Whether the refusal is about the buyer or the selection, so that the rule was never a rival of others. */
    boolean outOfForce;
    /** Why lines get nothing, by their index. */
    final Map<Integer, Refusal> refusals = new HashMap<>();
    /** What it takes, part by part. */
    final List<ItemPart> parts;
    /** What it leaves of the lines, by their index. */
    Units[] drafts = {};

    @Nullable
    GiftOffer gift;
    /** The whole amount before rounding, where it is one. */
    @Nullable
    BigDecimal exact;
    /** What it took off before its own limit. */
    long uncapped;
    /** What it would take off, had it not been too much for the promo code that unlocks it. */
    long refusedAmount;
    /** What it takes off. */
    long amount;

    Evaluation(RuleRevision entry, List<ItemState> looked) {
        this.entry = entry;
        this.looked = looked;
        this.parts = new ArrayList<>(looked.size());
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

    /** The same with nothing taken, because something else was better. */
    Evaluation withdrawn(Refusal newRefusal) {
        amount = 0;
        parts.clear();
        gift = null;
        return refused(newRefusal);
    }
}
