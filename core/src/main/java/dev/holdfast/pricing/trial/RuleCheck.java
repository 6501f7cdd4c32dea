package dev.holdfast.pricing.trial;

import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.FixedPrice;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Stacking;
import dev.holdfast.pricing.rule.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks rules for likely mistakes. A pure function of the rules and the time: it knows nothing of the catalog, and reports
 * only what is certain without it.
 *
 * @see RuleFinding.Kind
 */
public final class RuleCheck {
    private final List<PricingRule> rules;
    private final Instant at;
    private final Duration within;
    private final List<RuleFinding> findings = new ArrayList<>();

    private RuleCheck(Collection<PricingRule> rules, Instant at, Duration within) {
        this.rules = rules.stream()
                .sorted(Comparator.comparing(PricingRule::target).thenComparing(PricingRule.ORDER))
                .toList();
        this.at = at;
        this.within = within;
    }

    /**
     * Checks rules. Drafts are checked, too, but are not considered to affect active rules.
     *
     * @param rules all rules of the shop
     * @param at the current time
     * @param within rules that end within this time are reported
     * @return the findings by code, empty for none
     */
    public static List<RuleFinding> of(Collection<PricingRule> rules, Instant at, Duration within) {
        return new RuleCheck(rules, at, within).run();
    }

    private List<RuleFinding> run() {
        List<PricingRule> alive = new ArrayList<>();
        for (PricingRule rule : rules) {
            String never = NeverApplies.why(rule, at);
            if (never != null) {
                findings.add(new RuleFinding(rule.code(), RuleFinding.Kind.NEVER_APPLIES, null, never));
            } else {
                alive.add(rule);
                expiry(rule);
            }
        }
        duplicates(alive);
        List<PricingRule> active = alive.stream().filter(PricingRule::active).toList();
        prices(active);
        exclusives(active);
        findings.sort(Comparator.comparing(RuleFinding::rule)
                .thenComparing(RuleFinding::kind)
                .thenComparing(finding -> finding.other() == null ? "" : finding.other()));
        return List.copyOf(findings);
    }

    private void expiry(PricingRule rule) {
        Instant end = rule.endsAt();
        if (rule.active() && end != null && !end.isAfter(at.plus(within))) {
            Duration left = Duration.between(at, end);
            String in = left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " hours";
            findings.add(
                    new RuleFinding(rule.code(), RuleFinding.Kind.EXPIRES_SOON, null, "ends at " + end + ", in " + in));
        }
    }

    private void duplicates(List<PricingRule> alive) {
        Map<PricingRule, PricingRule> first = new HashMap<>();
        for (PricingRule rule : alive) {
            PricingRule anonymous = anonymous(rule, rule.priority());
            PricingRule other = first.putIfAbsent(anonymous, rule);
            PricingRule same = other == null ? first.putIfAbsent(anonymous(rule, Integer.MIN_VALUE), rule) : other;
            if (same != null) {
                String but = other == null ? ", except for its priority" : "";
                boolean twice = rule.stacking() == Stacking.STACKABLE && rule.group() == null;
                findings.add(new RuleFinding(
                        rule.code(),
                        RuleFinding.Kind.DUPLICATE,
                        same.code(),
                        "is the same as " + same.code() + but + (twice ? "; both apply" : "")));
            }
        }
    }

    private static PricingRule anonymous(PricingRule rule, int priority) {
        return new PricingRule(
                "",
                null,
                rule.active(),
                priority,
                rule.startsAt(),
                rule.endsAt(),
                rule.target(),
                rule.conditions(),
                rule.discounts(),
                rule.stacking(),
                rule.group(),
                rule.maxDiscount(),
                rule.currency());
    }

    private record Place(Target target, Conditions conditions) {}

    /** Finds two prices for the same items, of which only the lower one ever takes effect. */
    private void prices(List<PricingRule> active) {
        Map<Place, List<PricingRule>> byPlace = new HashMap<>();
        for (PricingRule rule : active) {
            if (rule.discounts().size() == 1 && rule.discounts().get(0).discount() instanceof FixedPrice) {
                byPlace.computeIfAbsent(new Place(rule.target(), rule.conditions()), place -> new ArrayList<>())
                        .add(rule);
            }
        }
        for (List<PricingRule> rivals : byPlace.values()) {
            PricingRule first = rivals.get(0);
            for (PricingRule rival : rivals.subList(1, rivals.size())) {
                ScopedDiscount one = first.discounts().get(0);
                ScopedDiscount other = rival.discounts().get(0);
                boolean differ = !one.equals(other)
                        && one.selection().equals(other.selection())
                        && Coverage.meet(first, rival, at);
                if (differ
                        && one.discount() instanceof FixedPrice price
                        && other.discount() instanceof FixedPrice next) {
                    findings.add(new RuleFinding(
                            rival.code(),
                            RuleFinding.Kind.CONTRADICTION,
                            first.code(),
                            "sets the price " + next.price() + " where " + first.code() + " sets " + price.price()));
                }
            }
        }
    }

    private void exclusives(List<PricingRule> active) {
        for (int i = 0; i < active.size(); i++) {
            PricingRule exclusive = active.get(i);
            if (exclusive.stacking() != Stacking.EXCLUSIVE) {
                continue;
            }
            List<PricingRule> before = comingBefore(active, i);
            for (PricingRule later : active.subList(i + 1, active.size())) {
                if (later.target() != exclusive.target()) {
                    break;
                }
                rivalry(exclusive, later, before);
            }
        }
    }

    /** The rules that are evaluated before a rule. Rules of a group are evaluated together with the first of them. */
    private static List<PricingRule> comingBefore(List<PricingRule> active, int position) {
        List<PricingRule> before = new ArrayList<>(active.subList(0, position));
        Set<String> groups =
                before.stream().map(PricingRule::group).filter(Objects::nonNull).collect(Collectors.toSet());
        active.subList(position, active.size()).stream()
                .filter(rule -> groups.contains(rule.group()))
                .forEach(before::add);
        return before;
    }

    private void rivalry(PricingRule exclusive, PricingRule later, List<PricingRule> before) {
        if (Coverage.suppresses(exclusive, later, at)
                && before.stream().noneMatch(first -> mayComeFirst(first, exclusive, later))) {
            findings.add(new RuleFinding(
                    later.code(),
                    RuleFinding.Kind.ALWAYS_SUPPRESSED,
                    exclusive.code(),
                    exclusive.code() + " applies wherever this rule would, comes first and excludes it"));
        } else if (later.stacking() == Stacking.EXCLUSIVE
                && later.priority() == exclusive.priority()
                && later.conditions().equals(exclusive.conditions())
                && Coverage.meet(exclusive, later, at)) {
            findings.add(new RuleFinding(
                    later.code(),
                    RuleFinding.Kind.CONTRADICTION,
                    exclusive.code(),
                    "both are exclusive with priority " + later.priority() + "; their codes decide which one applies"));
        }
    }

    // A rule that applies before the exclusive one suppresses it, so that the later rule is not excluded.
    private boolean mayComeFirst(PricingRule first, PricingRule exclusive, PricingRule later) {
        return first.target() == exclusive.target()
                && first.stacking() != Stacking.EXCLUSIVE
                && Coverage.meet(first, later, at);
    }
}
