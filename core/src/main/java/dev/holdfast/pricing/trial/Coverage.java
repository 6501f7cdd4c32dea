package dev.holdfast.pricing.trial;

import dev.holdfast.Money;
import dev.holdfast.pricing.book.PromoKeys;
import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Conditions.AttributeCondition;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.PercentOff;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.Target;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares conditions without knowing the catalog: whether one covers another, and whether two can hold at once. */
final class Coverage {
    private Coverage() {}

    /** Whether an exclusive rule takes something off wherever a later rule of its target would apply. */
    static boolean suppresses(PricingRule exclusive, PricingRule later, Instant at) {
        // A rule of a group is evaluated with the first rule of the group, which may come earlier.
        return exclusive.group() == null
                && later.group() == null
                && exclusive.maxDiscount() == null
                && exclusive.discounts().stream().anyMatch(Coverage::takesSomethingOffAll)
                && coversTime(exclusive, later, at)
                && (exclusive.currency() == null || exclusive.currency().equals(later.currency()))
                && covers(exclusive.conditions(), later.conditions(), exclusive.target());
    }

    // An item's share of an amount for the order can be zero, and then the item does not exclude later rules.
    private static boolean takesSomethingOffAll(ScopedDiscount scoped) {
        boolean isSure = scoped.discount() instanceof PercentOff
                || scoped.discount() instanceof AmountOff amount && amount.per() != Per.ORDER;
        return isSure && scoped.selection().equals(Selection.ALL) && scoped.limit() == null;
    }

    private static boolean coversTime(PricingRule one, PricingRule other, Instant at) {
        Instant from = other.startsAt() == null || other.startsAt().isBefore(at) ? at : other.startsAt();
        boolean starts = one.startsAt() == null || !one.startsAt().isAfter(from);
        boolean ends =
                one.endsAt() == null || other.endsAt() != null && !one.endsAt().isBefore(other.endsAt());
        return starts && ends;
    }

    private static boolean covers(Conditions one, Conditions other, Target target) {
        return isWider(one.userTiers(), other.userTiers())
                && isWider(one.userIds(), other.userIds())
                && isWider(one.currencies(), other.currencies())
                && (one.nthOrder() == null || one.nthOrder().equals(other.nthOrder()))
                && (!one.storedCodes() || other.storedCodes())
                && (one.promoCode() == null
                        || other.promoCode() != null
                                && PromoKeys.key(one.promoCode()).equals(PromoKeys.key(other.promoCode())))
                && one.attributes().stream()
                        .allMatch(asked -> other.attributes().stream().anyMatch(given -> follows(asked, given)))
                && (one.schedule() == null || one.schedule().equals(other.schedule()))
                && (one.minQuantity() == null
                        || other.minQuantity() != null && one.minQuantity() <= other.minQuantity())
                && isAtMost(one.minSubtotal(), other.minSubtotal())
                && covers(one.selection(), other.selection())
                && (target != Target.CHARGE || isWider(one.charges(), other.charges()))
                && other.contains().containsAll(one.contains())
                && !one.notDiscounted();
    }

    /** Whether the first selection includes every item of the second. */
    static boolean covers(Selection one, Selection other) {
        boolean named = one.isUnnamed()
                || !other.isUnnamed()
                        && one.variants().containsAll(other.variants())
                        && one.products().containsAll(other.products())
                        && other.categories().stream().allMatch(path -> isBelow(path, one.categories()));
        return named
                && (one.except() == null || other.except() != null && covers(other.except(), one.except()))
                && isAtMost(one.minUnitPrice(), other.minUnitPrice())
                && (one.maxUnitPrice() == null
                        || other.maxUnitPrice() != null && isAtMost(other.maxUnitPrice(), one.maxUnitPrice()));
    }

    static Selection withoutExceptions(Selection selection) {
        return new Selection(
                selection.products(),
                selection.variants(),
                selection.categories(),
                null,
                selection.minUnitPrice(),
                selection.maxUnitPrice());
    }

    /**
     * Whether two rules may apply to the same item or, if they are not both for items, to the same cart; false only if
     * they certainly never do.
     */
    static boolean meet(PricingRule one, PricingRule other, Instant at) {
        Instant end =
                one.endsAt() == null || other.endsAt() != null && other.endsAt().isBefore(one.endsAt())
                        ? other.endsAt()
                        : one.endsAt();
        Instant start = latest(latest(at, one.startsAt()), other.startsAt());
        boolean areApartInTime = end != null && !end.isAfter(start);
        Conditions first = one.conditions();
        Conditions second = other.conditions();
        return !areApartInTime
                && !areApart(first.userTiers(), second.userTiers())
                && !areApart(first.userIds(), second.userIds())
                && !areApart(first.currencies(), second.currencies())
                && (one.currency() == null
                        || other.currency() == null
                        || one.currency().equals(other.currency()))
                && (first.nthOrder() == null
                        || second.nthOrder() == null
                        || Objects.equals(first.nthOrder(), second.nthOrder()))
                && first.attributes().stream()
                        .noneMatch(asked -> second.attributes().stream()
                                .anyMatch(given -> asked.name().equals(given.name()) && excludeEachOther(asked, given)))
                && (one.target() != Target.ITEM
                        || other.target() != Target.ITEM
                        || !areApart(first.selection(), second.selection()));
    }

    /** Whether two conditions on the same attribute cannot both hold. */
    static boolean excludeEachOther(AttributeCondition one, AttributeCondition other) {
        if (one.negated() && other.negated()) {
            return false;
        }
        if (one.negated() != other.negated()) {
            AttributeCondition asked = one.negated() ? other : one;
            AttributeCondition excluded = one.negated() ? one : other;
            return excluded.values().containsAll(asked.values());
        }
        return Collections.disjoint(one.values(), other.values());
    }

    /** Whether two selections both name only variants, only products or only categories, and have none in common. */
    static boolean areApart(Selection one, Selection other) {
        if (one.isUnnamed() || other.isUnnamed()) {
            return false;
        }
        boolean variantsOnly = isOnly(one.variants(), one) && isOnly(other.variants(), other);
        boolean productsOnly = isOnly(one.products(), one) && isOnly(other.products(), other);
        boolean categoriesOnly = isOnly(one.categories(), one) && isOnly(other.categories(), other);
        return variantsOnly && Collections.disjoint(one.variants(), other.variants())
                || productsOnly && Collections.disjoint(one.products(), other.products())
                || categoriesOnly
                        && one.categories().stream().noneMatch(path -> isBelow(path, other.categories()))
                        && other.categories().stream().noneMatch(path -> isBelow(path, one.categories()));
    }

    private static boolean isOnly(Set<?> names, Selection selection) {
        return names.size()
                == selection.variants().size()
                        + selection.products().size()
                        + selection.categories().size();
    }

    private static boolean isBelow(String path, Set<String> categories) {
        for (String above = path; above != null; above = Selection.parent(above)) {
            if (categories.contains(above)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the first condition holds wherever the second does. */
    private static boolean follows(AttributeCondition asked, AttributeCondition given) {
        if (!asked.name().equals(given.name())) {
            return false;
        }
        if (asked.negated()) {
            return given.negated()
                    ? given.values().containsAll(asked.values())
                    : Collections.disjoint(given.values(), asked.values());
        }
        return !given.negated() && asked.values().containsAll(given.values());
    }

    // An empty set is no condition.
    private static boolean isWider(Set<String> one, Set<String> other) {
        return one.isEmpty() || !other.isEmpty() && one.containsAll(other);
    }

    private static boolean areApart(Set<String> one, Set<String> other) {
        return !one.isEmpty() && !other.isEmpty() && Collections.disjoint(one, other);
    }

    private static boolean isAtMost(@Nullable Money least, @Nullable Money other) {
        return least == null
                || other != null && least.currency().equals(other.currency()) && least.compareTo(other) <= 0;
    }

    private static Instant latest(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
