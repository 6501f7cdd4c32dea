package dev.holdfast.pricing.trial;

import dev.holdfast.internal.input.Validation;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The rule book that a simulation prices by. */
final class DraftBook {
    private DraftBook() {}

    /** A book of the current rules by code, with the rules and drafts of the request in their place. */
    static RuleBook of(Map<String, RuleRevision> current, SimulationRequest request) {
        Map<String, RuleRevision> rules = new TreeMap<>(request.alone() ? Map.of() : current);
        for (PricingRule rule : request.rules()) {
            rules.put(rule.code(), simulated(current, rule, rule.active(), request.ignoreDates()));
        }
        Validation checks = new Validation();
        for (String code : request.drafts()) {
            RuleRevision draft = request.alone() ? current.get(code) : rules.get(code);
            if (draft == null) {
                checks.fail("/drafts", "there is no rule " + Validation.shown(code));
            } else {
                rules.put(code, simulated(current, draft.rule(), true, request.ignoreDates()));
            }
        }
        checks.throwIfAny();
        return RuleBook.of(0, rules.values());
    }

    private static RuleRevision simulated(
            Map<String, RuleRevision> current, PricingRule rule, boolean active, boolean ignoreDates) {
        RuleRevision before = current.get(rule.code());
        PricingRule simulated = new PricingRule(
                rule.code(),
                rule.name(),
                active,
                rule.priority(),
                ignoreDates ? null : rule.startsAt(),
                ignoreDates ? null : rule.endsAt(),
                rule.target(),
                rule.conditions(),
                rule.discounts(),
                rule.stacking(),
                rule.group(),
                rule.maxDiscount(),
                rule.currency());
        return new RuleRevision(simulated, before == null ? 1 : before.revision() + 1, Instant.EPOCH, false);
    }
}
