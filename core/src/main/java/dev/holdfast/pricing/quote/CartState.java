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

    /** A copy to which a rule is applied that was evaluated on this state. It shares all items that stay as they are. */
    CartState after(Evaluation evaluation) {
        CartState next = new CartState(new ArrayList<>(items), new ArrayList<>(charges));
        next.stage = stage;
        next.firstOrderRule = firstOrderRule;
        next.orderClosedBy = orderClosedBy;
        List<ItemState> states = next.states(evaluation.rule().target());
        for (ItemPart part : evaluation.parts) {
            int index = part.state().index;
            if (states.get(index) == part.state()) {
                states.set(index, part.state().copy());
            }
        }
        next.apply(evaluation);
        return next;
    }

    /** This state at the beginning of the rules of a target; a copy unless they have begun already. */
    CartState entered(Target target) {
        if (stage == target) {
            return this;
        }
        CartState copy = copy();
        copy.enter(target);
        return copy;
    }

    /** The items, or the charges, that rules of a target take something off. */
    private List<ItemState> states(Target target) {
        return target == Target.CHARGE ? charges : items;
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

    /** An item or, numbered after the items, a charge. */
    ItemState cell(int cell) {
        return cell < items.size() ? items.get(cell) : charges.get(cell - items.size());
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
        List<ItemState> states = states(rule.target());
        for (ItemPart part : evaluation.parts) {
            ItemState state = states.get(part.state().index);
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
