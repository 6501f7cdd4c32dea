package dev.holdfast.internal.json;

import dev.holdfast.Money;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Conditions.AttributeCondition;
import dev.holdfast.pricing.rule.Conditions.Contained;
import dev.holdfast.pricing.rule.Schedule;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.Target;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads when a rule applies. */
final class ConditionsReader {
    /** The most units that a cart can have. */
    static final int MOST_UNITS = 50_000_000;

    private static final int LONGEST_WORD = 100;
    private static final int MOST_ORDERS = 1_000_000;

    private final RuleMoney money;
    private final SelectionReader selections;
    private final Validation checks;

    ConditionsReader(RuleMoney money, SelectionReader selections, Validation checks) {
        this.money = money;
        this.selections = selections;
        this.checks = checks;
    }

    Conditions read(@Nullable Fields fields, Target target) {
        if (fields == null) {
            return Conditions.NONE;
        }
        Set<String> charges = fields.texts("charges", LONGEST_WORD);
        if (!charges.isEmpty() && target != Target.CHARGE) {
            fields.fail("charges", "is for rules whose target is \"charge\"");
        }
        Boolean notDiscounted = fields.truth("not_discounted");
        String promoCode = fields.text("promo_code", LONGEST_WORD);
        Boolean storedCodes = fields.truth("stored_codes");
        if (promoCode != null && storedCodes != null && storedCodes) {
            fields.fail("stored_codes", "cannot be true together with promo_code");
        }
        Conditions conditions = new Conditions(
                fields.texts("user_tiers", LONGEST_WORD),
                fields.texts("user_ids", LONGEST_WORD),
                fields.integer("nth_order", 1, MOST_ORDERS),
                promoCode,
                storedCodes != null && storedCodes,
                fields.entries("currencies", (at, node) -> {
                    if (RuleMoney.currency(node.isTextual() ? node.textValue() : "") == null) {
                        checks.fail(at, Fields.shown(node) + " is not the ISO 4217 code of a currency");
                        return null;
                    }
                    return node.textValue();
                }),
                attributes(fields.objects("attributes")),
                schedule(fields.object("schedule")),
                fields.integer("min_quantity", 1, MOST_UNITS),
                money.read(fields, "min_subtotal", 0),
                selections.readAmong(fields),
                charges,
                contains(fields.objects("contains")),
                notDiscounted != null && notDiscounted);
        fields.refuseOthers("");
        return conditions;
    }

    private static List<AttributeCondition> attributes(List<Fields> entries) {
        List<AttributeCondition> attributes = new ArrayList<>();
        for (Fields entry : entries) {
            String name = entry.requireText("name", LONGEST_WORD);
            Set<String> in = entry.texts("in", LONGEST_WORD);
            Set<String> notIn = entry.texts("not_in", LONGEST_WORD);
            if (in.isEmpty() == notIn.isEmpty()) {
                entry.fail(
                        "in", in.isEmpty() ? "is missing, and so is not_in" : "cannot be given together with not_in");
            }
            entry.refuseOthers("");
            if (name != null) {
                attributes.add(new AttributeCondition(name, in.isEmpty() ? notIn : in, in.isEmpty()));
            }
        }
        return attributes;
    }

    private List<Contained> contains(List<Fields> entries) {
        List<Contained> contains = new ArrayList<>();
        for (Fields entry : entries) {
            Selection selection = selections.readAmong(entry);
            Integer minQuantity = entry.integer("min_quantity", 1, MOST_UNITS);
            Money minSubtotal = money.read(entry, "min_subtotal", 0);
            entry.refuseOthers("");
            contains.add(new Contained(selection, minQuantity == null ? 1 : minQuantity, minSubtotal));
        }
        return contains;
    }

    private @Nullable Schedule schedule(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Set<DayOfWeek> weekdays = fields.entries("weekdays", (at, node) -> {
            for (DayOfWeek day : DayOfWeek.values()) {
                if (node.isTextual() && Fields.word(day).equals(node.textValue())) {
                    return day;
                }
            }
            checks.fail(at, Fields.shown(node) + " is not a day such as \"monday\"");
            return null;
        });
        LocalTime from = time(fields, "from");
        LocalTime to = time(fields, "to");
        ZoneId zone = zone(fields);
        fields.refuseOthers("");
        return zone == null ? null : new Schedule(weekdays, from, to, zone);
    }

    private static LocalTime time(Fields fields, String name) {
        String text = fields.text(name, LONGEST_WORD);
        if (text != null) {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException e) {
                fields.fail(name, Validation.shown(text) + " is not a time of day such as 18:30");
            }
        }
        return LocalTime.MIDNIGHT;
    }

    private static @Nullable ZoneId zone(Fields fields) {
        String text = fields.requireText("time_zone", LONGEST_WORD);
        if (text != null) {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                fields.fail("time_zone", Validation.shown(text) + " is not a time zone such as Europe/Berlin");
            }
        }
        return null;
    }
}
