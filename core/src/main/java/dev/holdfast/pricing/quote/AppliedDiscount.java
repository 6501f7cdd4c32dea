package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Refusal;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule takes off one item, or off all items together, for the explanation. */
final class AppliedDiscount {
    private static final Map<String, Object> NO_FACTS = Map.of();

    private final Currency currency;
    private long base;
    private long amount;
    private BigDecimal exact = BigDecimal.ZERO;
    private boolean capped;
    private boolean hasFloor;
    private boolean used;

    AppliedDiscount(Currency currency) {
        this.currency = currency;
    }

    void add(ItemPart part) {
        base += part.base();
        amount += part.amount();
        exact = exact.signum() == 0 ? part.exact() : exact.add(part.exact());
        capped |= part.isCapped();
        hasFloor |= part.hasFloor();
        used |= part.isUsed();
    }

    void setExact(BigDecimal whole) {
        exact = whole;
    }

    long amount() {
        return amount;
    }

    /** The step of the explanation; {@code left} is the amount after the rule. */
    RuleOutcome outcome(Evaluation evaluation, long left) {
        PricingRule rule = evaluation.rule();
        Refusal less = less(evaluation);
        return new RuleOutcome(
                rule.code(),
                evaluation.entry.revision(),
                rule.name(),
                rule.target(),
                less == null ? Outcome.APPLIED : less.outcome(),
                less == null ? null : less.reason(),
                less == null ? NO_FACTS : less.facts(),
                new Money(base, currency),
                exact,
                amount == 0 ? null : new Money(amount, currency),
                new Money(left, currency));
    }

    /** Why the discount is smaller than it could have been; null if it is not. */
    private @Nullable Refusal less(Evaluation evaluation) {
        // The amount counts, too: the base of a single unit can round to zero while something is taken off it.
        if (amount == 0 && base == 0) {
            return new Refusal(Outcome.NO_EFFECT, "nothing_left", NO_FACTS);
        }
        if (amount == 0 && exact.signum() == 0) {
            return new Refusal(Outcome.NO_EFFECT, used ? "bought_in_set" : "not_lower", NO_FACTS);
        }
        Money limit = evaluation.rule().maxDiscount();
        if (limit != null && evaluation.isLimited()) {
            Map<String, Object> facts =
                    Refusal.facts("limit", limit, "uncapped", new Money(evaluation.uncapped, currency));
            return new Refusal(Outcome.CAPPED, "max_discount", facts);
        }
        if (capped) {
            Outcome outcome = amount == 0 ? Outcome.NO_EFFECT : Outcome.CAPPED;
            return new Refusal(outcome, hasFloor ? "min_price" : "nothing_left", NO_FACTS);
        }
        return amount == 0 ? new Refusal(Outcome.NO_EFFECT, "rounds_to_zero", NO_FACTS) : null;
    }
}
