package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingPolicy.Combining;
import dev.holdfast.pricing.quote.PricingPolicy.Exclusives;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Stacking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries all combinations of rules: each rule is applied or not, one of each group at most, which may take the position of
 * an earlier rule of its group that is in force. Each combination is priced by priority, as a book without groups. Groups
 * must not span several targets.
 */
final class NaiveBest {
    private static final Comparator<PricingRule> BY_PRIORITY = Comparator.comparing(PricingRule::target)
            .thenComparing(PricingRule::priority)
            .thenComparing(PricingRule::code);

    private static final Comparator<PricingRule> EXCLUSIVES_AHEAD = Comparator.comparing(PricingRule::target)
            .thenComparing(rule -> rule.stacking() != Stacking.EXCLUSIVE)
            .thenComparing(PricingRule::priority)
            .thenComparing(PricingRule::code);

    private final List<QuoteItem> items;
    private final List<QuoteCharge> charges;
    private final PricingContext context;
    private final PricingPolicy byPriority;
    private final Instant at;
    private long lowest;

    NaiveBest(
            List<QuoteItem> items,
            List<QuoteCharge> charges,
            PricingContext context,
            PricingPolicy policy,
            Instant at) {
        this.items = items;
        this.charges = charges;
        this.context = context;
        this.byPriority = policy.with(Combining.BY_PRIORITY).with(Exclusives.BY_PRIORITY);
        this.at = at;
    }

    long lowest(List<PricingRule> rules) {
        lowest = Long.MAX_VALUE;
        choose(rules.stream().sorted(BY_PRIORITY).toList(), 0, new ArrayList<>(), new HashMap<>());
        choose(rules.stream().sorted(EXCLUSIVES_AHEAD).toList(), 0, new ArrayList<>(), new HashMap<>());
        return lowest;
    }

    private void choose(List<PricingRule> rules, int i, List<PricingRule> chosen, Map<String, Boolean> used) {
        if (i == rules.size()) {
            lowest = Math.min(lowest, price(chosen));
            return;
        }
        choose(rules, i + 1, chosen, used);
        PricingRule rule = rules.get(i);
        if (rule.group() == null) {
            with(rules, i, chosen, used, rule);
        } else if (!used.containsKey(rule.group()) && !isOutOfForce(rule)) {
            used.put(rule.group(), true);
            for (PricingRule later : rules.subList(i, rules.size())) {
                if (rule.group().equals(later.group())) {
                    with(rules, i, chosen, used, later);
                }
            }
            used.remove(rule.group());
        }
    }

    private void with(
            List<PricingRule> rules, int i, List<PricingRule> chosen, Map<String, Boolean> used, PricingRule rule) {
        chosen.add(copy(rule, i, null));
        choose(rules, i + 1, chosen, used);
        chosen.remove(chosen.size() - 1);
    }

    private boolean isOutOfForce(PricingRule rule) {
        RuleRevision entry = new RuleRevision(rule, 1, at, false);
        boolean isLookedAt = !RuleBook.of(1, List.of(entry))
                .candidates(items, !charges.isEmpty(), context.userId(), context.userTier(), Set.of(), Set.of(), at)
                .isEmpty();
        return !isLookedAt || isRefused(entry);
    }

    private boolean isRefused(RuleRevision entry) {
        List<ItemState> states = new ArrayList<>();
        items.forEach(item -> states.add(new ItemState(states.size(), item)));
        List<ItemState> ofCharges = new ArrayList<>();
        charges.forEach(charge -> ofCharges.add(new ItemState(ofCharges.size(), charge)));
        return new Evaluator(byPriority, new Eligibility(context, byPriority, at))
                .evaluate(new CartState(states, ofCharges), entry)
                .outOfForce;
    }

    private long price(List<PricingRule> rules) {
        return BestCombinationRandomTest.quote(rules, items, charges, context, byPriority)
                .total()
                .minor();
    }

    /** The rule in a group of its own for each target. */
    static PricingRule groupOfTarget(PricingRule rule) {
        String target = rule.target().name().toLowerCase(Locale.ROOT);
        return rule.group() == null ? rule : copy(rule, rule.priority(), rule.group() + "-" + target);
    }

    private static PricingRule copy(PricingRule rule, int priority, @Nullable String group) {
        return new PricingRule(
                rule.code(),
                rule.name(),
                rule.active(),
                priority,
                rule.startsAt(),
                rule.endsAt(),
                rule.target(),
                rule.conditions(),
                rule.discounts(),
                rule.stacking(),
                group,
                rule.maxDiscount(),
                rule.currency());
    }
}
