package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Stacking;
import dev.holdfast.pricing.rule.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one rule, and notes every error in it. */
final class RuleReader {
    private static final int MAX_PRIORITY = 1_000_000;

    private final Validation checks;
    private final RuleMoney money;
    private final SelectionReader selections;

    RuleReader(Validation checks, Currency defaultCurrency) {
        this.checks = checks;
        this.money = new RuleMoney(defaultCurrency);
        this.selections = new SelectionReader(money);
    }

    PricingRule read(ObjectNode object) {
        Fields fields = Fields.of(object, checks);
        String code = code(fields.required("code"));
        String name = fields.get("name").text(Limits.NAME);
        Boolean active = fields.get("active").truth();
        Integer priority = fields.get("priority").integer(-MAX_PRIORITY, MAX_PRIORITY);
        Instant startsAt = fields.get("starts_at").time();
        Instant endsAt = fields.get("ends_at").time();
        if (startsAt != null && endsAt != null && !endsAt.isAfter(startsAt)) {
            fields.fail("ends_at", endsAt + " is not after starts_at, " + startsAt);
        }
        Target given = fields.get("target").word(Target.class);
        Target target = given == null ? Target.ITEM : given;
        List<ScopedDiscount> discounts = discounts(fields, target);
        Conditions conditions = new ConditionsReader(money, selections)
                .read(fields.get("conditions").object(), target);
        Stacking stacking = fields.get("stacking").word(Stacking.class);
        String group = fields.get("group").text(Limits.RULE_CODE);
        Money maxDiscount = money.read(fields, "max_discount", 1);
        fields.refuseOthers();
        checks.throwIfAny();
        return new PricingRule(
                Objects.requireNonNull(code),
                name,
                active == null || active,
                priority == null ? PricingRule.DEFAULT_PRIORITY : priority,
                startsAt,
                endsAt,
                target,
                conditions,
                discounts,
                stacking == null ? Stacking.STACKABLE : stacking,
                group,
                maxDiscount,
                money.currency());
    }

    private static @Nullable String code(Field field) {
        String code = field.text(Limits.RULE_CODE);
        if (code != null && !code.matches("[A-Za-z0-9_.-]+")) {
            field.fail(Validation.shown(code)
                    + " has characters other than letters, digits, dots, underscores and hyphens");
        }
        return code;
    }

    /** Reads one discount under "discount", or several under "discounts". */
    private List<ScopedDiscount> discounts(Fields fields, Target target) {
        List<Fields> entries = new ArrayList<>(fields.get("discounts").objects());
        if (fields.has("discount")) {
            // Many clients send an empty list for one that nobody has set.
            if (fields.has("discounts") && !fields.get("discounts").isEmptyList()) {
                fields.fail("discounts", "cannot be combined with discount");
            }
            Fields single = fields.get("discount").object();
            if (single != null) {
                entries.add(single);
            }
        } else if (entries.isEmpty()) {
            fields.fail("discount", "is missing");
        }
        entries.forEach(money::readCurrency);
        DiscountReader reader = new DiscountReader(money, selections, target);
        List<ScopedDiscount> discounts = new ArrayList<>();
        for (Fields entry : entries) {
            ScopedDiscount discount = reader.read(entry);
            if (discount != null) {
                discounts.add(discount);
            }
        }
        return discounts;
    }
}
