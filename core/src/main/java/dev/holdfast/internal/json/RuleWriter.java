package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.Money;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Conditions.AttributeCondition;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Schedule;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Selection;
import java.time.DayOfWeek;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a rule, always in the same form. Empty fields are left out. */
final class RuleWriter {
    private RuleWriter() {}

    static ObjectNode node(PricingRule rule) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("code", rule.code());
        text(node, "name", rule.name());
        node.put("active", rule.active());
        node.put("priority", rule.priority());
        text(node, "starts_at", rule.startsAt());
        text(node, "ends_at", rule.endsAt());
        node.put("target", Json.word(rule.target()));
        ObjectNode conditions = conditions(rule.conditions());
        if (!conditions.isEmpty()) {
            node.set("conditions", conditions);
        }
        List<ScopedDiscount> discounts = rule.discounts();
        if (discounts.size() == 1) {
            node.set("discount", discount(rule, discounts.get(0)));
        } else {
            ArrayNode array = node.putArray("discounts");
            discounts.forEach(discount -> array.add(discount(rule, discount)));
        }
        node.put("stacking", Json.word(rule.stacking()));
        text(node, "group", rule.group());
        money(node, "max_discount", rule.maxDiscount());
        return node;
    }

    private static ObjectNode discount(PricingRule rule, ScopedDiscount scoped) {
        ObjectNode node = DiscountWriter.node(scoped);
        text(node, "currency", rule.currency());
        return node;
    }

    private static ObjectNode conditions(Conditions conditions) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        list(node, "user_tiers", conditions.userTiers());
        list(node, "user_ids", conditions.userIds());
        if (conditions.nthOrder() != null) {
            node.put("nth_order", conditions.nthOrder());
        }
        text(node, "promo_code", conditions.promoCode());
        if (conditions.storedCodes()) {
            node.put("stored_codes", true);
        }
        list(node, "currencies", conditions.currencies());
        if (!conditions.attributes().isEmpty()) {
            ArrayNode array = node.putArray("attributes");
            conditions.attributes().forEach(attribute -> array.add(attribute(attribute)));
        }
        if (conditions.schedule() != null) {
            node.set("schedule", schedule(conditions.schedule()));
        }
        if (conditions.minQuantity() != null) {
            node.put("min_quantity", conditions.minQuantity());
        }
        money(node, "min_subtotal", conditions.minSubtotal());
        selection(node, conditions.selection());
        list(node, "charges", conditions.charges());
        if (!conditions.contains().isEmpty()) {
            ArrayNode array = node.putArray("contains");
            conditions.contains().forEach(contained -> {
                ObjectNode entry = array.addObject();
                selection(entry, contained.selection());
                entry.put("min_quantity", contained.minQuantity());
                money(entry, "min_subtotal", contained.minSubtotal());
            });
        }
        if (conditions.notDiscounted()) {
            node.put("not_discounted", true);
        }
        return node;
    }

    private static ObjectNode attribute(AttributeCondition attribute) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", attribute.name());
        list(node, attribute.negated() ? "not_in" : "in", attribute.values());
        return node;
    }

    private static ObjectNode schedule(Schedule schedule) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (!schedule.weekdays().isEmpty()) {
            ArrayNode days = node.putArray("weekdays");
            schedule.weekdays().stream()
                    .sorted(Comparator.comparing(DayOfWeek::getValue))
                    .forEach(day -> days.add(Json.word(day)));
        }
        text(node, "from", schedule.from());
        text(node, "to", schedule.to());
        text(node, "time_zone", schedule.zone().getId());
        return node;
    }

    /** Writes the fields of a selection among those of something else. */
    static void selection(ObjectNode node, Selection selection) {
        named(node, selection);
        if (selection.except() != null) {
            named(node.putObject("exclude"), selection.except());
        }
    }

    private static void named(ObjectNode node, Selection selection) {
        list(node, "products", selection.products());
        list(node, "variants", selection.variants());
        list(node, "categories", selection.categories());
        money(node, "min_unit_price", selection.minUnitPrice());
        money(node, "max_unit_price", selection.maxUnitPrice());
    }

    static void text(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }

    static void money(ObjectNode node, String name, @Nullable Money money) {
        if (money != null) {
            node.put(name, money.toDecimal().toPlainString());
        }
    }

    // Sorted, because the order of a set differs from run to run.
    private static <T extends Comparable<T>> void list(ObjectNode node, String name, Collection<T> values) {
        if (values.isEmpty()) {
            return;
        }
        ArrayNode array = node.putArray(name);
        values.stream().sorted().forEach(value -> {
            if (value instanceof Long number) {
                array.add(number);
            } else {
                array.add(value.toString());
            }
        });
    }
}
