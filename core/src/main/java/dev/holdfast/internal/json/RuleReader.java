package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.jspecify.annotations.Nullable;

/** Reads one rule and notes all that is wrong with it. */
final class RuleReader {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_CODE = 64;
    private static final int PRIORITIES = 1_000_000;

    private final Validation checks;
    private final RuleMoney money;
    private final SelectionReader selections;

    RuleReader(Validation checks, Currency defaultCurrency) {
        this.checks = checks;
        this.money = new RuleMoney(defaultCurrency);
        this.selections = new SelectionReader(money, checks);
    }

    PricingRule read(ObjectNode object) {
        Fields fields = Fields.of(object, checks);
        String code = code(fields);
        String name = fields.text("name", LONGEST_NAME);
        Boolean active = fields.truth("active");
        Integer priority = fields.integer("priority", -PRIORITIES, PRIORITIES);
        Instant startsAt = fields.time("starts_at");
        Instant endsAt = fields.time("ends_at");
        if (startsAt != null && endsAt != null && !endsAt.isAfter(startsAt)) {
            fields.fail("ends_at", endsAt + " is not after starts_at, " + startsAt);
        }
        Target given = fields.word("target", Target.class);
        Target target = given == null ? Target.ITEM : given;
        List<ScopedDiscount> discounts = discounts(fields, target);
        Conditions conditions =
                new ConditionsReader(money, selections, checks).read(fields.object("conditions"), target);
        Stacking stacking = fields.word("stacking", Stacking.class);
        String group = fields.text("group", LONGEST_CODE);
        Money maxDiscount = money.read(fields, "max_discount", 1);
        fields.refuseOthers("");
        checks.throwIfAny();
        if (code == null) {
            throw new IllegalStateException("an error was not noted");
        }
        return new PricingRule(
                code,
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

    private static @Nullable String code(Fields fields) {
        String code = fields.requireText("code", LONGEST_CODE);
        if (code != null && !code.matches("[A-Za-z0-9_.-]+")) {
            fields.fail(
                    "code",
                    Validation.shown(code) + " is not made of letters, digits, dots, underscores and hyphens alone");
        }
        return code;
    }

    /** Either one under "discount", or several under "discounts". */
    private List<ScopedDiscount> discounts(Fields fields, Target target) {
        List<Fields> entries = new ArrayList<>(fields.objects("discounts"));
        if (fields.has("discount")) {
            if (fields.has("discounts")) {
                fields.fail("discounts", "cannot be given together with discount");
            }
            Fields single = fields.object("discount");
            if (single != null) {
                entries.add(single);
            }
        } else if (entries.isEmpty()) {
            fields.fail("discount", "is missing");
        }
        entries.forEach(money::name);
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
