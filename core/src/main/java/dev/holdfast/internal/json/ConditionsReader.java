package dev.holdfast.internal.json;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Conditions.AttributeCondition;
import dev.holdfast.pricing.rule.Conditions.Contained;
import dev.holdfast.pricing.rule.Schedule;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.Target;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads when a rule applies. */
final class ConditionsReader {
    /** The most units in a cart. */
    static final int MAX_UNITS = Limits.ITEMS_PER_QUOTE * Limits.QUANTITY;

    private static final int MAX_ORDERS = 1_000_000;

    private final RuleMoney money;
    private final SelectionReader selections;

    ConditionsReader(RuleMoney money, SelectionReader selections) {
        this.money = money;
        this.selections = selections;
    }

    Conditions read(@Nullable Fields fields, Target target) {
        if (fields == null) {
            return Conditions.NONE;
        }
        Set<String> charges = words(fields, "charges");
        if (!charges.isEmpty() && target != Target.CHARGE) {
            fields.fail("charges", "is only for rules whose target is \"charge\"");
        }
        String promoCode = fields.get("promo_code").text(Limits.WORD);
        boolean storedCodes = fields.get("stored_codes").isTrue();
        if (promoCode != null && storedCodes) {
            fields.fail("stored_codes", "cannot be true together with promo_code");
        }
        Conditions conditions = new Conditions(
                words(fields, "user_tiers"),
                words(fields, "user_ids"),
                fields.get("nth_order").integer(1, MAX_ORDERS),
                promoCode,
                storedCodes,
                fields.get("currencies").set(RuleMoney::currencyCode),
                attributes(fields.get("attributes").objects()),
                schedule(fields.get("schedule").object()),
                fields.get("min_quantity").integer(1, MAX_UNITS),
                money.read(fields, "min_subtotal", 0),
                selections.readAmong(fields),
                charges,
                contains(fields.get("contains").objects()),
                fields.get("not_discounted").isTrue());
        fields.refuseOthers();
        return conditions;
    }

    private static Set<String> words(Fields fields, String name) {
        return fields.get(name).set(word -> word.text(Limits.WORD));
    }

    private static List<AttributeCondition> attributes(List<Fields> entries) {
        List<AttributeCondition> attributes = new ArrayList<>();
        for (Fields entry : entries) {
            String name = entry.required("name").text(Limits.WORD);
            Set<String> in = words(entry, "in");
            Set<String> notIn = words(entry, "not_in");
            if (in.isEmpty() == notIn.isEmpty()) {
                entry.fail("in", in.isEmpty() ? "is missing, and so is not_in" : "cannot be combined with not_in");
            }
            entry.refuseOthers();
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
            Integer minQuantity = entry.get("min_quantity").integer(1, MAX_UNITS);
            Money minSubtotal = money.read(entry, "min_subtotal", 0);
            entry.refuseOthers();
            contains.add(new Contained(selection, minQuantity == null ? 1 : minQuantity, minSubtotal));
        }
        return contains;
    }

    private static @Nullable Schedule schedule(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Set<DayOfWeek> weekdays = fields.get("weekdays").set(day -> day.word(DayOfWeek.class));
        LocalTime from = time(fields.get("from"));
        LocalTime to = time(fields.get("to"));
        ZoneId zone = fields.required("time_zone").parsed(Limits.WORD, ZoneId::of, "a time zone such as Europe/Berlin");
        fields.refuseOthers();
        return zone == null ? null : new Schedule(weekdays, from, to, zone);
    }

    private static LocalTime time(Field field) {
        LocalTime time = field.parsed(Limits.WORD, LocalTime::parse, "a time of day such as 18:30");
        return time == null ? LocalTime.MIDNIGHT : time;
    }
}
