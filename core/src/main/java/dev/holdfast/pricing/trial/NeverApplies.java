package dev.holdfast.pricing.trial;

import dev.holdfast.Limits;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Conditions.AttributeCondition;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Schedule;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Finds rules that can never apply from a moment on. */
final class NeverApplies {
    private static final Duration LONGER_THAN_A_WEEK = Duration.ofDays(9);

    private NeverApplies() {}

    /** Why a rule can never apply; null if it may. */
    static @Nullable String why(PricingRule rule, Instant at) {
        String why = ofTime(rule, at);
        why = why == null ? ofContext(rule) : why;
        return why == null ? ofItems(rule) : why;
    }

    private static @Nullable String ofTime(PricingRule rule, Instant at) {
        Instant end = rule.endsAt();
        if (end != null && !end.isAfter(at)) {
            return "ended at " + end;
        }
        Instant start = rule.startsAt() == null || rule.startsAt().isBefore(at) ? at : rule.startsAt();
        if (end != null && !end.isAfter(start)) {
            return "ends at " + end + ", before it starts at " + start;
        }
        Schedule schedule = rule.conditions().schedule();
        if (schedule != null && end != null && !comes(schedule, start, end)) {
            return "its schedule has no time between " + start + " and " + end;
        }
        return null;
    }

    /** Whether a weekly schedule includes a moment of a window: its start, or the start of the scheduled hours. */
    private static boolean comes(Schedule schedule, Instant start, Instant end) {
        if (schedule.covers(start) || Duration.between(start, end).compareTo(LONGER_THAN_A_WEEK) > 0) {
            return true;
        }
        LocalDate day = start.atZone(schedule.zone()).toLocalDate();
        for (; ; day = day.plusDays(1)) {
            Instant midnight = day.atStartOfDay(schedule.zone()).toInstant();
            Instant begin =
                    ZonedDateTime.of(day, schedule.from(), schedule.zone()).toInstant();
            if (!midnight.isBefore(end)) {
                return false;
            }
            boolean atMidnight = !midnight.isBefore(start) && schedule.covers(midnight);
            if (atMidnight || !begin.isBefore(start) && begin.isBefore(end) && schedule.covers(begin)) {
                return true;
            }
        }
    }

    private static @Nullable String ofContext(PricingRule rule) {
        Conditions conditions = rule.conditions();
        if (rule.currency() != null
                && !conditions.currencies().isEmpty()
                && !conditions.currencies().contains(rule.currency().getCurrencyCode())) {
            return "is for carts in "
                    + String.join(
                            " or ", conditions.currencies().stream().sorted().toList()) + ", but its amounts are in "
                    + rule.currency();
        }
        for (AttributeCondition one : conditions.attributes()) {
            for (AttributeCondition other : conditions.attributes()) {
                if (!one.negated() && one.name().equals(other.name()) && Coverage.excludeEachOther(one, other)) {
                    return "requires two values of " + one.name() + " at once";
                }
            }
        }
        Integer quantity = conditions.minQuantity();
        if (quantity != null && rule.target() == Target.ITEM && quantity > Limits.QUANTITY) {
            return "needs " + quantity + " units of an item, but an item has at most " + Limits.QUANTITY;
        }
        return null;
    }

    private static @Nullable String ofItems(PricingRule rule) {
        Conditions conditions = rule.conditions();
        String why = ofSelection(conditions.selection());
        if (why != null) {
            return "selects nothing: " + why;
        }
        for (Conditions.Contained contained : conditions.contains()) {
            String ofContained = ofSelection(contained.selection());
            if (ofContained != null) {
                return "requires a selection that no cart can contain: " + ofContained;
            }
        }
        if (rule.target() == Target.CHARGE) {
            return null;
        }
        for (ScopedDiscount scoped : rule.discounts()) {
            String ofScope = ofScope(conditions.selection(), scoped);
            if (ofScope == null) {
                return null;
            }
            why = ofScope;
        }
        return why;
    }

    private static @Nullable String ofScope(Selection selection, ScopedDiscount scoped) {
        for (Selection needed :
                new Selection[] {scoped.selection(), scoped.discount().needs()}) {
            String empty = ofSelection(needed);
            if (empty != null) {
                return "has a discount that selects nothing: " + empty;
            }
            if (Coverage.areApart(selection, needed)) {
                return "has a discount for items that it does not select";
            }
        }
        return null;
    }

    /** Why no item can be selected; null if one may. */
    private static @Nullable String ofSelection(Selection selection) {
        if (selection.minUnitPrice() != null
                && selection.maxUnitPrice() != null
                && selection.minUnitPrice().compareTo(selection.maxUnitPrice()) > 0) {
            return "no price is between " + selection.minUnitPrice() + " and " + selection.maxUnitPrice();
        }
        if (selection.except() != null && Coverage.covers(selection.except(), Coverage.withoutExceptions(selection))) {
            return "everything that it selects is excluded";
        }
        return null;
    }
}
