package dev.holdfast.pricing;

import dev.holdfast.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down what became of each rule: on the lines that it looked at, and on the order. */
final class Explainer {
    private static final Refusal NOTHING_LEFT = new Refusal(Outcome.NO_EFFECT, "nothing_left", Map.of());
    private static final Refusal ALL_THERE_WAS = new Refusal(Outcome.CAPPED, "nothing_left", Map.of());
    private static final Refusal ROUNDS_TO_ZERO = new Refusal(Outcome.NO_EFFECT, "rounds_to_zero", Map.of());
    private static final Refusal NOT_LOWER = new Refusal(Outcome.NO_EFFECT, "not_lower", Map.of());

    private final Currency currency;
    private final List<LineState> lines;
    private final List<RuleOutcome> ofOrder = new ArrayList<>();

    Explainer(Currency currency, List<LineState> lines) {
        this.currency = currency;
        this.lines = lines;
    }

    List<RuleOutcome> ofOrder() {
        return ofOrder;
    }

    void unknownCode(String typed) {
        ofOrder.add(new RuleOutcome(
                typed,
                0,
                null,
                Target.ORDER,
                Outcome.NOT_APPLICABLE,
                "unknown_promo_code",
                Map.of(),
                null,
                null,
                null,
                null));
    }

    /** To be called when what was evaluated has been done. */
    void explain(Evaluation evaluation) {
        if (evaluation.rule().target() == Target.ORDER) {
            explainOrder(evaluation);
        } else if (evaluation.selected.isEmpty() && evaluation.refusal != null) {
            ofOrder.add(outcome(evaluation, evaluation.refusal));
        } else if (evaluation.refusal != null) {
            for (LineState line : evaluation.selected) {
                line.explanation.add(outcome(evaluation, evaluation.refusal));
            }
        } else {
            explainLines(evaluation);
        }
    }

    private void explainLines(Evaluation evaluation) {
        for (Evaluation.RefusedLine refused : evaluation.refusedLines) {
            refused.line().explanation.add(outcome(evaluation, refused.refusal()));
        }
        if (evaluation.reckoning != null) {
            for (Reckoning.Part part : evaluation.reckoning.parts()) {
                part.line().explanation.add(ofPart(evaluation, part));
            }
        }
    }

    private void explainOrder(Evaluation evaluation) {
        Reckoning reckoning = evaluation.reckoning;
        if (evaluation.refusal != null || reckoning == null) {
            ofOrder.add(outcome(evaluation, evaluation.refusal == null ? NOTHING_LEFT : evaluation.refusal));
            return;
        }
        BigDecimal exact = reckoning.exact(currency);
        Refusal less = less(evaluation, reckoning.base(), reckoning.capped(), exact, evaluation.amount);
        long left = 0;
        for (LineState line : lines) {
            left += line.left;
        }
        ofOrder.add(outcome(evaluation, less, reckoning.base(), exact, evaluation.amount, left));
        for (Reckoning.Part part : reckoning.parts()) {
            if (part.amount() > 0) {
                part.line().explanation.add(ofPart(evaluation, part));
            }
        }
    }

    private RuleOutcome ofPart(Evaluation evaluation, Reckoning.Part part) {
        BigDecimal exact = part.exact(currency);
        Refusal less = less(evaluation, part.base(), part.capped(), exact, part.amount());
        return outcome(evaluation, less, part.base(), exact, part.amount(), part.line().left);
    }

    /** Why the rule took off less than it might have; null when it did not. */
    private @Nullable Refusal less(Evaluation evaluation, long base, boolean capped, BigDecimal exact, long amount) {
        if (base == 0) {
            return NOTHING_LEFT;
        }
        if (exact.signum() == 0) {
            return NOT_LOWER;
        }
        Money limit = evaluation.rule().maxDiscount();
        if (limit != null && evaluation.isLimited()) {
            Map<String, Object> facts =
                    Refusal.facts("limit", limit, "uncapped", new Money(evaluation.uncapped, currency));
            return new Refusal(Outcome.CAPPED, "max_discount", facts);
        }
        if (capped) {
            return ALL_THERE_WAS;
        }
        return amount == 0 ? ROUNDS_TO_ZERO : null;
    }

    private static RuleOutcome outcome(Evaluation evaluation, Refusal refusal) {
        PricingRule rule = evaluation.rule();
        return new RuleOutcome(
                rule.code(),
                evaluation.entry.revision(),
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

    private RuleOutcome outcome(
            Evaluation evaluation, @Nullable Refusal less, long base, BigDecimal exact, long amount, long left) {
        PricingRule rule = evaluation.rule();
        return new RuleOutcome(
                rule.code(),
                evaluation.entry.revision(),
                rule.name(),
                rule.target(),
                less == null ? Outcome.APPLIED : less.outcome(),
                less == null ? null : less.reason(),
                less == null ? Map.of() : less.facts(),
                new Money(base, currency),
                exact,
                amount == 0 ? null : new Money(amount, currency),
                new Money(left, currency));
    }
}
