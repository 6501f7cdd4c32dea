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

/** What a rule would do to a cart as it stands. The cart itself is unchanged. */
final class Evaluation {
    final RuleRevision entry;
    /** The items or charges that the rule looks at. */
    final List<ItemState> considered;
    /** Why the rule as a whole takes nothing off; null if it may. */
    @Nullable
    Refusal refusal;
    /** Whether the rule is not for this buyer or selects nothing, so that it does not compete with others. */
    boolean outOfForce;
    /** Why items get nothing, by their index. */
    final Map<Integer, Refusal> refusals = new HashMap<>();
    /** The parts that the rule takes something off. */
    final List<ItemPart> parts;
    /** What the rule leaves of the items, by their index. */
    Units[] drafts = {};

    /** The gift that the cart has earned, null for none. */
    @Nullable
    GiftOffer gift;
    /** The whole discount before rounding; null unless it is one amount that was spread. */
    @Nullable
    BigDecimal exact;
    /** What the rule would take off without its own limit, in minor units. */
    long uncapped;
    /** What the rule would take off if its promo code allowed that much, in minor units. */
    long refusedAmount;
    /** What the rule takes off, in minor units. */
    long amount;

    Evaluation(RuleRevision entry, List<ItemState> considered) {
        this.entry = entry;
        this.considered = considered;
        this.parts = new ArrayList<>(considered.size());
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

    /** Takes nothing off after all. */
    Evaluation withdrawn(Refusal newRefusal) {
        amount = 0;
        parts.clear();
        gift = null;
        return refused(newRefusal);
    }
}
