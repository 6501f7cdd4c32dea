package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.Refusal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Applies rules to a cart one after the other, each to the prices that the rules before it left. */
final class RuleWalk {
    private final Evaluator evaluator;
    private final CartState cart;
    private final Currency currency;
    private final Consumer<Evaluation> noted;
    private final Set<String> settledGroups = new HashSet<>();

    /**
     * A walk that changes a cart.
     *
     * @param noted is told what each rule did, after it was applied
     */
    RuleWalk(Evaluator evaluator, CartState cart, Currency currency, Consumer<Evaluation> noted) {
        this.evaluator = evaluator;
        this.cart = cart;
        this.currency = currency;
        this.noted = noted;
    }

    /** Applies all rules that can apply, and of each group the one that takes off most, in the position of the first. */
    void byPriority(List<RuleRevision> rules) {
        for (int i = 0; i < rules.size(); i++) {
            RuleRevision entry = rules.get(i);
            String group = entry.rule().group();
            if (group != null && settledGroups.contains(group)) {
                continue;
            }
            cart.enter(entry.rule().target());
            Evaluation evaluation = evaluator.evaluate(cart, entry);
            if (group != null && !evaluation.outOfForce) {
                settle(group, evaluation, null, rules.subList(i + 1, rules.size()));
            } else {
                apply(evaluation);
            }
        }
    }

    /** Applies the rules of a combination, each in the position where the combination has it. */
    void combination(BestCombination.Combination combination) {
        List<RuleRevision> rules = combination.order();
        if (combination.applied() == null) {
            byPriority(rules);
            return;
        }
        for (int i = 0; i < rules.size(); i++) {
            RuleRevision entry = rules.get(i);
            String group = entry.rule().group();
            if (group != null && settledGroups.contains(group)) {
                continue;
            }
            cart.enter(entry.rule().target());
            Evaluation evaluation = evaluator.evaluate(cart, entry);
            RuleRevision chosen = combination.appliedAt(entry);
            if (chosen == null) {
                withdraw(evaluation);
                apply(evaluation);
            } else if (group != null) {
                settle(group, evaluation, chosen, rules.subList(i + 1, rules.size()));
            } else {
                apply(evaluation);
            }
        }
    }

    /** Applies one rule of a group: the chosen one, or else the one that takes off most. */
    @SuppressWarnings("ReferenceEquality") // The one that was chosen, not one that is alike.
    private void settle(String group, Evaluation first, @Nullable RuleRevision chosen, List<RuleRevision> later) {
        settledGroups.add(group);
        List<Evaluation> rivals = new ArrayList<>(List.of(first));
        for (RuleRevision entry : later) {
            if (group.equals(entry.rule().group())) {
                rivals.add(evaluator.evaluate(cart, entry));
            }
        }
        Evaluation best = first;
        for (Evaluation rival : rivals) {
            if (chosen == null ? rival.amount > best.amount : rival.entry == chosen) {
                best = rival;
            }
        }
        for (Evaluation rival : rivals) {
            if (rival != best && rival.amount > best.amount) {
                withdraw(rival);
            } else if (rival != best && rival.amount > 0) {
                Money lost = new Money(rival.amount, currency);
                rival.withdrawn(Refusal.suppressed("group", "by", best.rule().code(), "amount", lost));
            }
        }
        // All were evaluated on the same state of the cart, so only one may change it.
        cart.apply(best);
        rivals.forEach(noted);
    }

    /** Leaves a rule out, because the total is lower without it. */
    private void withdraw(Evaluation evaluation) {
        if (evaluation.amount > 0) {
            Money lost = new Money(evaluation.amount, currency);
            evaluation.withdrawn(Refusal.suppressed("better_without", "amount", lost));
        }
    }

    private void apply(Evaluation evaluation) {
        cart.apply(evaluation);
        noted.accept(evaluation);
    }
}
