package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pricing rule: when it applies, what it takes off, and how it combines with other rules. Immutable.
 *
 * <p>Rules are most easily written as JSON, see {@link dev.holdfast.pricing.PricingRuleJson}. A rule built in Java, see {@link #builder}, is
 * checked against the same limits when it is {@linkplain dev.holdfast.pricing.PricingRules#add added}.
 *
 * @param code the permanent identifier: 1 to 64 letters, digits, dots, underscores and hyphens
 * @param name a name for people, null for none
 * @param active false for a draft, which is never applied
 * @param priority the order of evaluation, lower numbers first, then by code
 * @param startsAt when the rule starts to apply, null for no start
 * @param endsAt when the rule stops applying, null for no end
 * @param target what the rule takes its discount off
 * @param conditions when the rule applies, and to what
 * @param discounts what the rule takes off, at least one; each is calculated on the prices before the rule
 * @param stacking how the rule combines with other rules of its target
 * @param group a group of rules of which only the one with the largest discount applies; null for none
 * @param maxDiscount the most that the rule takes off a cart, over all items; null for no limit
 * @param currency the currency of all money in the rule, which then applies only to carts in this currency; null if it
 *     applies to carts in any
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
    /** The priority of a rule that does not set one. */
    public static final int DEFAULT_PRIORITY = 100;

    /** The order in which the rules of one target are evaluated. */
    public static final Comparator<PricingRule> ORDER =
            Comparator.comparingInt(PricingRule::priority).thenComparing(PricingRule::code);

    /**
     * Copies the discounts and checks that all money is in the rule's currency.
     *
     * @throws IllegalArgumentException if an amount is in another currency, or if there is no discount
     */
    public PricingRule {
        discounts = List.copyOf(discounts);
        if (discounts.isEmpty()) {
            throw new IllegalArgumentException("discounts: at least one is required");
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

    /** A rule with one discount, for all items or charges that it selects. */
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

    /** A rule that a builder makes; it needs a discount at least. */
    public static PricingRuleBuilder builder(String code) {
        return new PricingRuleBuilder(code);
    }

    /** Whether it is active and has started; it may have ended. */
    public boolean hasBegun(Instant at) {
        return active && (startsAt == null || !at.isBefore(startsAt));
    }
}
