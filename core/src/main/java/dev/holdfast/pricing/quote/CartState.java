package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Stacking;
import dev.holdfast.pricing.rule.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cart while rules are applied to it, one after the other. */
final class CartState {
    final List<ItemState> items;
    final List<ItemState> charges;
    /** The target of the rules that are being evaluated. */
    Target stage = Target.ITEM;
    /** The first order rule that took something off, null so far. */
    @Nullable
    String firstOrderRule;
    /** The exclusive order rule that excludes all later ones, null so far. */
    @Nullable
    String orderClosedBy;

    CartState(List<ItemState> items, List<ItemState> charges) {
        this.items = items;
        this.charges = charges;
    }

    CartState copy() {
        CartState copy = new CartState(copies(items), copies(charges));
        copy.stage = stage;
        copy.firstOrderRule = firstOrderRule;
        copy.orderClosedBy = orderClosedBy;
        return copy;
    }

    private static List<ItemState> copies(List<ItemState> states) {
        List<ItemState> copies = new ArrayList<>(states.size());
        states.forEach(state -> copies.add(state.copy()));
        return copies;
    }

    /** Moves on to the rules of a target, and records what each item costs before them. */
    void enter(Target target) {
        if (stage != target) {
            stage = target;
            items.forEach(state -> state.atStage = state.left());
        }
    }

    /** What all items and charges currently cost. */
    long left() {
        return left(items) + left(charges);
    }

    static long left(List<ItemState> states) {
        long sum = 0;
        for (ItemState state : states) {
            sum += state.left();
        }
        return sum;
    }

    /** Applies a rule that was evaluated on this state. A rule that takes nothing off uses no units either. */
    void apply(Evaluation evaluation) {
        if (evaluation.amount == 0) {
            return;
        }
        PricingRule rule = evaluation.rule();
        boolean exclusive = rule.stacking() == Stacking.EXCLUSIVE;
        for (ItemPart part : evaluation.parts) {
            ItemState state = part.state();
            state.units = evaluation.drafts[state.index];
            if (rule.target() != Target.ORDER && part.amount() > 0) {
                state.firstRule = state.firstRule == null ? rule.code() : state.firstRule;
                state.closedBy = exclusive ? rule.code() : state.closedBy;
            }
        }
        if (rule.target() == Target.ORDER && evaluation.amount > 0) {
            firstOrderRule = firstOrderRule == null ? rule.code() : firstOrderRule;
            orderClosedBy = exclusive ? rule.code() : orderClosedBy;
        }
    }
}
