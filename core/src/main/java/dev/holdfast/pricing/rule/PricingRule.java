package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule: when it applies, what it takes off, and how it combines with others. Immutable.
 *
 * <p>Most easily written as JSON, see {@link dev.holdfast.pricing.PricingRuleJson}; what is built in Java is held against the
 * same limits when it is {@linkplain dev.holdfast.pricing.PricingRules#add(PricingRule) added}.
 *
 * @param code names it for good: 1 to 64 letters, digits, dots, underscores and hyphens
 * @param name for people, null for none
 * @param active false for a draft, which prices nothing
 * @param priority rules are evaluated by it, the lower number first, then by code
 * @param startsAt from when on it applies, null for always
 * @param endsAt from when on it no longer applies, null for never
 * @param target what it takes its discount off
 * @param conditions when it applies, and to what
 * @param discounts what it takes off, one or more; several are all reckoned on what the rule began with
 * @param stacking how it combines with others of its target
 * @param group of the rules in one group only the one that takes off most applies; null for none
 * @param maxDiscount the most that it takes off a cart, over all lines; null for no limit
 * @param currency of all money in the rule, which then applies to carts of this currency only; null when it applies to
 *     carts of any
 */
public record PricingRule(
        String code,
        @Nullable String name,
        boolean active,
        int priority,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        Target target,
        Conditions conditions,
        List<ScopedDiscount> discounts,
        Stacking stacking,
        @Nullable String group,
        @Nullable Money maxDiscount,
        @Nullable Currency currency) {
    /** The priority of a rule that names none. */
    public static final int DEFAULT_PRIORITY = 100;

    /** The order in which rules are evaluated within a target. */
    public static final Comparator<PricingRule> ORDER =
            Comparator.comparingInt(PricingRule::priority).thenComparing(PricingRule::code);

    /**
     * Copies the discounts, and checks that all money is in the rule's currency.
     *
     * @throws IllegalArgumentException if some is not, or if there is no discount
     */
    public PricingRule {
        discounts = List.copyOf(discounts);
        if (discounts.isEmpty()) {
            throw new IllegalArgumentException("discounts: there is none");
        }
        Stream<Money> amounts = Stream.concat(
                discounts.stream().flatMap(ScopedDiscount::amounts),
                Stream.concat(conditions.amounts(), Stream.ofNullable(maxDiscount)));
        amounts.forEach(money -> {
            if (!money.currency().equals(currency)) {
                throw new IllegalArgumentException("currency: " + money + " is not in " + currency);
            }
        });
    }

    /** A rule with one discount, off all that it looks at. */
    public PricingRule(
            String code,
            @Nullable String name,
            boolean active,
            int priority,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            Target target,
            Conditions conditions,
            Discount discount,
            Stacking stacking,
            @Nullable String group,
            @Nullable Money maxDiscount,
            @Nullable Currency currency) {
        this(
                code,
                name,
                active,
                priority,
                startsAt,
                endsAt,
                target,
                conditions,
                List.of(new ScopedDiscount(discount)),
                stacking,
                group,
                maxDiscount,
                currency);
    }
}
