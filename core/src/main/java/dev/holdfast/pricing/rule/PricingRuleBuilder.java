package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link PricingRule}. What is not set has the value of a rule in JSON that leaves it out. Not thread-safe.
 *
 * @see PricingRule#builder
 */
public final class PricingRuleBuilder {
    private final String code;
    private final List<ScopedDiscount> discounts = new ArrayList<>();
    private @Nullable String name;
    private boolean active = true;
    private int priority = PricingRule.DEFAULT_PRIORITY;
    private @Nullable Instant startsAt;
    private @Nullable Instant endsAt;
    private Target target = Target.ITEM;
    private Conditions conditions = Conditions.NONE;
    private Stacking stacking = Stacking.STACKABLE;
    private @Nullable String group;
    private @Nullable Money maxDiscount;
    private @Nullable Currency currency;

    PricingRuleBuilder(String code) {
        this.code = code;
    }

    /** A name for people; null for none. */
    public PricingRuleBuilder name(@Nullable String text) {
        this.name = text;
        return this;
    }

    /** Makes it a draft, which is never applied. */
    public PricingRuleBuilder draft() {
        this.active = false;
        return this;
    }

    /** The order of evaluation, lower numbers first; {@value PricingRule#DEFAULT_PRIORITY} unless set. */
    public PricingRuleBuilder priority(int number) {
        this.priority = number;
        return this;
    }

    /** When it starts to apply; null for no start. */
    public PricingRuleBuilder startsAt(@Nullable Instant time) {
        this.startsAt = time;
        return this;
    }

    /** When it stops applying; null for no end. */
    public PricingRuleBuilder endsAt(@Nullable Instant time) {
        this.endsAt = time;
        return this;
    }

    /** What it takes its discount off; items unless set. */
    public PricingRuleBuilder target(Target what) {
        this.target = what;
        return this;
    }

    /** When it applies, and to what; always and to all unless set. */
    public PricingRuleBuilder conditions(Conditions when) {
        this.conditions = when;
        return this;
    }

    /** Adds a discount for all items that the rule selects. */
    public PricingRuleBuilder discount(Discount discount) {
        return discount(new ScopedDiscount(discount));
    }

    /** Adds a discount for some of the items that the rule selects. */
    public PricingRuleBuilder discount(ScopedDiscount discount) {
        discounts.add(discount);
        return this;
    }

    /** How it combines with other rules of its target; stackable unless set. */
    public PricingRuleBuilder stacking(Stacking how) {
        this.stacking = how;
        return this;
    }

    /** A group of rules of which only the one with the largest discount applies; null for none. */
    public PricingRuleBuilder group(@Nullable String text) {
        this.group = text;
        return this;
    }

    /** The most that it takes off a cart; null for no limit. */
    public PricingRuleBuilder maxDiscount(@Nullable Money most) {
        this.maxDiscount = most;
        return this;
    }

    /** The currency of carts that it applies to; that of the money in it unless set, or any if there is none. */
    public PricingRuleBuilder currency(@Nullable Currency only) {
        this.currency = only;
        return this;
    }

    /**
     * Makes the rule.
     *
     * @throws IllegalArgumentException if there is no discount, or an amount is in another currency
     */
    public PricingRule build() {
        return new PricingRule(
                code,
                name,
                active,
                priority,
                startsAt,
                endsAt,
                target,
                conditions,
                discounts,
                stacking,
                group,
                maxDiscount,
                currency == null ? currencyOfAmounts() : currency);
    }

    private @Nullable Currency currencyOfAmounts() {
        return Stream.of(
                        discounts.stream().flatMap(ScopedDiscount::amounts),
                        conditions.amounts(),
                        Stream.ofNullable(maxDiscount))
                .flatMap(amounts -> amounts)
                .map(Money::currency)
                .findFirst()
                .orElse(null);
    }
}
