package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.Gift;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Refusal;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Stacking;
import dev.holdfast.pricing.rule.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates one rule on a cart as it stands. */
final class Evaluator {
    private final PricingPolicy policy;
    private final Allocation allocation;
    private final Eligibility eligibility;

    Evaluator(PricingPolicy policy, Eligibility eligibility) {
        this.policy = policy;
        this.allocation = new Allocation(policy);
        this.eligibility = eligibility;
    }

    Evaluation evaluate(CartState cart, RuleRevision entry) {
        PricingRule rule = entry.rule();
        List<ItemState> selected = selected(cart, rule);
        List<ItemState> considered = rule.target() == Target.CHARGE ? charges(cart, rule) : concerned(selected, rule);
        Evaluation evaluation = new Evaluation(entry, considered);
        Refusal refusal = eligibility.ofBuyer(rule);
        if (refusal == null && considered.isEmpty()) {
            refusal = Refusal.notApplicable("selection");
        }
        if (refusal != null) {
            evaluation.outOfForce = true;
            return evaluation.refused(refusal);
        }
        refusal = eligibility.ofCart(rule, cart.items, selected);
        if (refusal == null && rule.target() == Target.ORDER) {
            refusal = rivalry(rule, cart.firstOrderRule, cart.orderClosedBy);
        }
        if (refusal != null) {
            return evaluation.refused(refusal);
        }
        List<ItemState> eligible = new ArrayList<>(considered.size());
        for (ItemState state : considered) {
            Refusal ofItem = ofItem(rule, state);
            if (ofItem == null) {
                eligible.add(state);
            } else {
                evaluation.refusals.put(state.index, ofItem);
            }
        }
        calculate(evaluation, eligible);
        refusal = eligibility.ofAmount(rule, evaluation.amount);
        if (refusal != null) {
            evaluation.refusedAmount = evaluation.amount;
            return evaluation.withdrawn(refusal);
        }
        return evaluation;
    }

    private static List<ItemState> selected(CartState cart, PricingRule rule) {
        List<ItemState> selected = new ArrayList<>(cart.items.size());
        for (ItemState state : cart.items) {
            if (state.item.giftOf() == null && rule.conditions().selection().selects(state.item)) {
                selected.add(state);
            }
            if (rule.code().equals(state.item.giftOf())) {
                selected.add(state);
            }
        }
        return selected;
    }

    private static List<ItemState> concerned(List<ItemState> selected, PricingRule rule) {
        List<ItemState> concerned = new ArrayList<>(selected.size());
        for (ItemState state : selected) {
            for (ScopedDiscount discount : rule.discounts()) {
                if (discount.concerns(state.item)) {
                    concerned.add(state);
                    break;
                }
            }
        }
        return concerned;
    }

    private static List<ItemState> charges(CartState cart, PricingRule rule) {
        return cart.charges.stream()
                .filter(state -> state.charge != null
                        && (rule.conditions().charges().isEmpty()
                                || rule.conditions().charges().contains(state.charge.code())))
                .toList();
    }

    private static @Nullable Refusal ofItem(PricingRule rule, ItemState state) {
        if (rule.conditions().notDiscounted() && state.left() < state.original) {
            return Refusal.notApplicable("already_discounted");
        }
        if (rule.target() == Target.ORDER) {
            return null;
        }
        if (rule.target() == Target.ITEM && state.item.giftOf() == null) {
            Refusal refusal = Eligibility.ofQuantity(rule, state.item.quantity());
            if (refusal != null) {
                return refusal;
            }
        }
        return rivalry(rule, state.firstRule, state.closedBy);
    }

    private static @Nullable Refusal rivalry(PricingRule rule, @Nullable String first, @Nullable String closedBy) {
        if (closedBy != null) {
            return Refusal.suppressed("shut_out", "by", closedBy);
        }
        boolean comesLate = rule.stacking() == Stacking.EXCLUSIVE && first != null;
        return comesLate ? Refusal.suppressed("not_first", "by", first) : null;
    }

    private void calculate(Evaluation evaluation, List<ItemState> eligible) {
        PricingRule rule = evaluation.rule();
        evaluation.drafts = drafts(eligible);
        for (ScopedDiscount scoped : rule.discounts()) {
            // The items that a single discount does not look at are left out already.
            boolean isOnly = rule.discounts().size() == 1 || rule.target() == Target.CHARGE;
            List<ItemState> items = isOnly
                    ? eligible
                    : eligible.stream()
                            .filter(state -> scoped.concerns(state.item))
                            .toList();
            if (!items.isEmpty()) {
                calculate(evaluation, scoped, items);
            }
        }
        evaluation.uncapped = amount(evaluation.parts);
        if (rule.maxDiscount() != null
                && evaluation.uncapped > rule.maxDiscount().minor()) {
            lower(evaluation, rule.maxDiscount().minor());
        }
        evaluation.amount = amount(evaluation.parts);
    }

    private void calculate(Evaluation evaluation, ScopedDiscount scoped, List<ItemState> items) {
        PricingRule rule = evaluation.rule();
        ScopedCalculation calculation =
                new ScopedCalculation(policy, allocation, rule.target(), items, evaluation.drafts);
        if (scoped.limit() != null) {
            calculation.limit(scoped.limit());
        }
        scoped.discount().apply(calculation);
        for (ItemPart part : calculation.taken()) {
            part.applyTo(evaluation.drafts[part.state().index], allocation);
            evaluation.parts.add(part);
        }
        calculation.refusals().forEach(evaluation.refusals::putIfAbsent);
        evaluation.exact = rule.discounts().size() == 1
                ? calculation.exact(items.get(0).item.unitPrice().currency())
                : null;
        Gift gift = calculation.offered();
        if (gift != null) {
            evaluation.gift = new GiftOffer(rule.code(), gift.variantId(), calculation.offeredQuantity());
        }
    }

    private void lower(Evaluation evaluation, long limit) {
        long[] amounts = evaluation.parts.stream().mapToLong(ItemPart::amount).toArray();
        long[] shares = allocation.spread(limit, amounts, amounts);
        evaluation.drafts = drafts(evaluation.considered);
        for (int i = 0; i < shares.length; i++) {
            ItemPart part = evaluation.parts.get(i);
            part.lowerTo(shares[i]);
            part.applyTo(evaluation.drafts[part.state().index], allocation);
        }
    }

    private static Units[] drafts(List<ItemState> items) {
        int highest = -1;
        for (ItemState state : items) {
            highest = Math.max(highest, state.index);
        }
        Units[] drafts = new Units[highest + 1];
        for (ItemState state : items) {
            drafts[state.index] = state.units.copy();
        }
        return drafts;
    }

    private static long amount(List<ItemPart> parts) {
        long sum = 0;
        for (ItemPart part : parts) {
            sum += part.amount();
        }
        return sum;
    }
}
