package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Refusal;
import dev.holdfast.pricing.rule.Target;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records what each rule did, on the items or charges that it considered at and on the order. */
final class Explainer {
    private static final Refusal NOT_CHOSEN = new Refusal(Outcome.NO_EFFECT, "not_chosen", Map.of());

    private final Currency currency;
    private final CartState cart;
    private final List<RuleOutcome> ofOrder = new ArrayList<>();

    Explainer(Currency currency, CartState cart) {
        this.currency = currency;
        this.cart = cart;
    }

    List<RuleOutcome> ofOrder() {
        return ofOrder;
    }

    /** Records why a promo code as typed takes nothing off, whatever rules say. */
    void aboutCode(String typed, String reason) {
        ofOrder.add(new RuleOutcome(
                typed, 0, null, Target.ORDER, Outcome.NOT_APPLICABLE, reason, Map.of(), null, null, null, null));
    }

    /** Records that there may be a better combination of rules than the one that was found. */
    void searchEndedEarly() {
        ofOrder.add(new RuleOutcome(
                "best_for_customer",
                0,
                null,
                Target.ORDER,
                Outcome.NO_EFFECT,
                RuleOutcome.SEARCH_ENDED_EARLY,
                Map.of(),
                null,
                null,
                null,
                null));
    }

    /** Records a stored promo code of a rule for which another code of the cart counts. */
    void otherCode(RuleRevision entry, StoredCode code) {
        Refusal refusal = code.refusalOf(Money.zero(currency));
        if (refusal != null) {
            ofOrder.add(outcome(entry, refusal));
        }
    }

    /** Records an evaluation, after it was applied to the cart. */
    void explain(Evaluation evaluation) {
        boolean selectsNothing = evaluation.considered.isEmpty();
        if (selectsNothing && !evaluation.rule().conditions().needsCode()) {
            // The buyer gave no code for it, and it has nothing to do with this cart.
            return;
        }
        if (evaluation.rule().target() == Target.ORDER) {
            explainOrder(evaluation);
        } else if (selectsNothing && evaluation.refusal != null) {
            ofOrder.add(outcome(evaluation, evaluation.refusal));
        } else {
            explainItems(evaluation);
        }
    }

    private void explainItems(Evaluation evaluation) {
        @Nullable AppliedDiscount[] discounts = discounts(evaluation);
        for (ItemState state : evaluation.considered) {
            AppliedDiscount discount = discounts[state.index];
            if (evaluation.refusal != null) {
                state.explanation.add(outcome(evaluation, evaluation.refusal));
            } else if (discount != null) {
                state.explanation.add(discount.outcome(evaluation, state.left()));
            } else {
                state.explanation.add(outcome(evaluation, evaluation.refusals.getOrDefault(state.index, NOT_CHOSEN)));
            }
        }
        if (evaluation.gift != null && evaluation.amount == 0) {
            Map<String, Object> facts = Refusal.facts(
                    "variant_id", evaluation.gift.variantId(), "quantity", (long) evaluation.gift.quantity());
            ofOrder.add(outcome(evaluation, new Refusal(Outcome.NO_EFFECT, "gift_not_held", facts)));
        }
    }

    private void explainOrder(Evaluation evaluation) {
        if (evaluation.refusal != null || evaluation.parts.isEmpty()) {
            Refusal refusal = evaluation.refusal;
            if (refusal == null) {
                refusal = evaluation.refusals.values().stream().findFirst().orElse(NOT_CHOSEN);
            }
            ofOrder.add(outcome(evaluation, refusal));
            return;
        }
        AppliedDiscount whole = new AppliedDiscount(currency);
        evaluation.parts.forEach(whole::add);
        if (evaluation.exact != null) {
            whole.setExact(evaluation.exact);
        }
        ofOrder.add(whole.outcome(evaluation, CartState.left(cart.items)));
        @Nullable AppliedDiscount[] discounts = discounts(evaluation);
        for (ItemState state : evaluation.considered) {
            AppliedDiscount discount = discounts[state.index];
            if (discount != null && discount.amount() > 0) {
                state.explanation.add(discount.outcome(evaluation, state.left()));
            }
        }
    }

    /** What is taken off each item, by its index; null for items without a part. */
    private @Nullable AppliedDiscount[] discounts(Evaluation evaluation) {
        @Nullable AppliedDiscount[] discounts = new AppliedDiscount[Math.max(cart.items.size(), cart.charges.size())];
        for (ItemPart part : evaluation.parts) {
            int index = part.state().index;
            AppliedDiscount discount = discounts[index];
            if (discount == null) {
                discount = new AppliedDiscount(currency);
                discounts[index] = discount;
            }
            discount.add(part);
        }
        return discounts;
    }

    private static RuleOutcome outcome(Evaluation evaluation, Refusal refusal) {
        return outcome(evaluation.entry, refusal);
    }

    private static RuleOutcome outcome(RuleRevision entry, Refusal refusal) {
        PricingRule rule = entry.rule();
        return new RuleOutcome(
                rule.code(),
                entry.revision(),
                rule.name(),
                rule.target(),
                refusal.outcome(),
                refusal.reason(),
                refusal.facts(),
                null,
                null,
                null,
                null);
    }
}
