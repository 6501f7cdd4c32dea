package dev.holdfast.pricing;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One quote in the making: the lines, the rules one by one, what is left. */
final class Pricing {
    private final RuleBook book;
    private final PricingContext context;
    private final PricingPolicy policy;
    private final Instant at;
    private final Eligibility eligibility;
    private final List<LineState> lines = new ArrayList<>();
    private final Explainer explainer;
    private final Set<String> settledGroups = new HashSet<>();
    private @Nullable String firstOrderRule;
    private @Nullable String orderClosedBy;

    Pricing(RuleBook book, List<QuoteLine> quoteLines, PricingContext context, PricingPolicy policy, Instant at) {
        this.book = book;
        this.context = context;
        this.policy = policy;
        this.at = at;
        this.eligibility = new Eligibility(context, at);
        quoteLines.stream()
                .sorted(Comparator.comparingLong(QuoteLine::id))
                .forEach(line -> lines.add(new LineState(line)));
        this.explainer = new Explainer(context.currency(), lines);
    }

    Quote run() {
        Map<String, String> codes = eligibility.promoCodes();
        List<QuoteLine> quoteLines = lines.stream().map(state -> state.line).toList();
        List<RuleRevision> candidates = book.candidates(quoteLines, context.userTier(), codes.keySet());
        for (int i = 0; i < candidates.size(); i++) {
            String group = candidates.get(i).rule().group();
            if (group != null && settledGroups.contains(group)) {
                continue;
            }
            Evaluation evaluation = evaluate(candidates.get(i));
            if (group != null && !evaluation.outOfForce) {
                settledGroups.add(group);
                settle(evaluation, candidates.subList(i + 1, candidates.size()));
            } else {
                apply(evaluation);
            }
        }
        codes.forEach((key, typed) -> {
            if (!book.knows(key)) {
                explainer.unknownCode(typed);
            }
        });
        return quote();
    }

    /** Of the rules in one group the one that takes off most applies, here, at the place of the first. */
    private void settle(Evaluation first, List<RuleRevision> later) {
        List<Evaluation> rivals = new ArrayList<>(List.of(first));
        for (RuleRevision entry : later) {
            if (first.rule().group() != null
                    && first.rule().group().equals(entry.rule().group())) {
                rivals.add(evaluate(entry));
            }
        }
        Evaluation best = first;
        for (Evaluation rival : rivals) {
            if (rival.amount > best.amount) {
                best = rival;
            }
        }
        for (Evaluation rival : rivals) {
            if (rival != best && rival.amount > 0) {
                Money lost = new Money(rival.amount, context.currency());
                rival.amount = 0;
                rival.refused(Refusal.suppressed("group", "by", best.rule().code(), "amount", lost));
            }
            apply(rival);
        }
    }

    private Evaluation evaluate(RuleRevision entry) {
        PricingRule rule = entry.rule();
        Selection selection = rule.conditions().selection();
        List<LineState> selected = new ArrayList<>(lines.size());
        for (LineState line : lines) {
            if (selection.selects(line.line)) {
                selected.add(line);
            }
        }
        Evaluation evaluation = new Evaluation(entry, selected);
        Refusal refusal = eligibility.ofBuyer(rule);
        if (refusal == null && selected.isEmpty()) {
            refusal = Refusal.notApplicable("selection");
        }
        if (refusal != null) {
            evaluation.outOfForce = true;
            return evaluation.refused(refusal);
        }
        return rule.target() == Target.ITEM ? evaluateItem(evaluation) : evaluateOrder(evaluation);
    }

    private static Evaluation evaluateItem(Evaluation evaluation) {
        PricingRule rule = evaluation.rule();
        long subtotal = 0;
        for (LineState line : evaluation.selected) {
            subtotal += line.original;
        }
        Refusal refusal = Eligibility.ofSubtotal(rule, subtotal);
        if (refusal != null) {
            return evaluation.refused(refusal);
        }
        List<LineState> eligible = new ArrayList<>(evaluation.selected.size());
        for (LineState line : evaluation.selected) {
            Refusal ofLine = Eligibility.ofQuantity(rule, line.line.quantity());
            if (ofLine == null) {
                ofLine = rivalry(rule, line.firstRule, line.closedBy);
            }
            if (ofLine == null) {
                eligible.add(line);
            } else {
                evaluation.refusedLines.add(new Evaluation.RefusedLine(line, ofLine));
            }
        }
        return reckon(evaluation, eligible);
    }

    private Evaluation evaluateOrder(Evaluation evaluation) {
        PricingRule rule = evaluation.rule();
        long units = 0;
        long subtotal = 0;
        for (LineState line : evaluation.selected) {
            units += line.line.quantity();
            subtotal += line.left;
        }
        Refusal refusal = Eligibility.ofQuantity(rule, units);
        if (refusal == null) {
            refusal = Eligibility.ofSubtotal(rule, subtotal);
        }
        if (refusal == null) {
            refusal = rivalry(rule, firstOrderRule, orderClosedBy);
        }
        return refusal == null ? reckon(evaluation, evaluation.selected) : evaluation.refused(refusal);
    }

    private static @Nullable Refusal rivalry(PricingRule rule, @Nullable String first, @Nullable String closedBy) {
        if (closedBy != null) {
            return Refusal.suppressed("shut_out", "by", closedBy);
        }
        boolean comesLate = rule.stacking() == Stacking.EXCLUSIVE && first != null;
        return comesLate ? Refusal.suppressed("not_first", "by", first) : null;
    }

    private static Evaluation reckon(Evaluation evaluation, List<LineState> eligible) {
        if (eligible.isEmpty()) {
            return evaluation;
        }
        PricingRule rule = evaluation.rule();
        Reckoning reckoning = new Reckoning(eligible, rule.target() == Target.ORDER);
        rule.discount().reckon(reckoning);
        evaluation.reckoning = reckoning;
        evaluation.uncapped = reckoning.amount();
        if (rule.maxDiscount() != null
                && evaluation.uncapped > rule.maxDiscount().minor()) {
            reckoning.limitTo(rule.maxDiscount().minor());
        }
        evaluation.amount = reckoning.amount();
        return evaluation;
    }

    private void apply(Evaluation evaluation) {
        PricingRule rule = evaluation.rule();
        boolean exclusive = rule.stacking() == Stacking.EXCLUSIVE;
        if (evaluation.amount > 0 && evaluation.reckoning != null) {
            for (Reckoning.Part part : evaluation.reckoning.parts()) {
                LineState line = part.line();
                line.left -= part.amount();
                if (rule.target() == Target.ITEM && part.amount() > 0) {
                    line.firstRule = line.firstRule == null ? rule.code() : line.firstRule;
                    line.closedBy = exclusive ? rule.code() : line.closedBy;
                }
            }
            if (rule.target() == Target.ORDER) {
                firstOrderRule = firstOrderRule == null ? rule.code() : firstOrderRule;
                orderClosedBy = exclusive ? rule.code() : orderClosedBy;
            }
        }
        explainer.explain(evaluation);
    }

    private Quote quote() {
        long subtotal = 0;
        long total = 0;
        List<QuotedLine> quoted = new ArrayList<>(lines.size());
        for (LineState line : lines) {
            subtotal += line.original;
            total += line.left;
            quoted.add(line.quoted());
        }
        return new Quote(
                book.token(),
                policy.name(),
                at,
                quoted,
                new Money(subtotal, context.currency()),
                new Money(subtotal - total, context.currency()),
                new Money(total, context.currency()),
                explainer.ofOrder());
    }
}
