package dev.holdfast.pricing.trial;

import dev.holdfast.internal.input.Validation;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The book that there would be if drafts were published. */
public final class DraftBook {
    private DraftBook() {}

    /**
     * A book of the rules as they stand, with some in place of others.
     *
     * @param standing the rules of the shop, by code, without those that are archived
     */
    public static RuleBook of(Map<String, RuleRevision> standing, SimulationRequest request) {
        Map<String, RuleRevision> rules = new TreeMap<>(request.alone() ? Map.of() : standing);
        for (PricingRule rule : request.rules()) {
            rules.put(rule.code(), tried(standing, rule, rule.active(), request.ignoreDates()));
        }
        Validation checks = new Validation();
        for (String code : request.drafts()) {
            RuleRevision draft = request.alone() ? standing.get(code) : rules.get(code);
            if (draft == null) {
                checks.fail("/drafts", "there is no rule " + Validation.shown(code));
            } else {
                rules.put(code, tried(standing, draft.rule(), true, request.ignoreDates()));
            }
        }
        checks.throwIfAny();
        return RuleBook.of(0, rules.values());
    }

    private static RuleRevision tried(
            Map<String, RuleRevision> standing, PricingRule rule, boolean active, boolean ignoreDates) {
        RuleRevision before = standing.get(rule.code());
        PricingRule tried = new PricingRule(
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
        return new RuleRevision(tried, before == null ? 1 : before.revision() + 1, Instant.EPOCH, false);
    }
}
