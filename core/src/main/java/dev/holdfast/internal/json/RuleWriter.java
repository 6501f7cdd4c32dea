package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.Money;
import dev.holdfast.pricing.AmountOff;
import dev.holdfast.pricing.Conditions;
import dev.holdfast.pricing.Discount;
import dev.holdfast.pricing.FixedPrice;
import dev.holdfast.pricing.PercentOff;
import dev.holdfast.pricing.PricingRule;
import dev.holdfast.pricing.Selection;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes a rule so that the same rule always gives the same text; what is empty is left out. */
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
        node.put("target", Fields.word(rule.target()));
        ObjectNode conditions = conditions(rule.conditions());
        if (!conditions.isEmpty()) {
            node.set("conditions", conditions);
        }
        ObjectNode discount = discount(rule.discount());
        text(discount, "currency", rule.currency());
        node.set("discount", discount);
        node.put("stacking", Fields.word(rule.stacking()));
        text(node, "group", rule.group());
        money(node, "max_discount", rule.maxDiscount());
        return node;
    }

    private static ObjectNode conditions(Conditions conditions) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        list(node, "user_tiers", conditions.userTiers());
        text(node, "promo_code", conditions.promoCode());
        if (conditions.minQuantity() != null) {
            node.put("min_quantity", conditions.minQuantity());
        }
        money(node, "min_subtotal", conditions.minSubtotal());
        Selection selection = conditions.selection();
        list(node, "products", selection.products());
        list(node, "variants", selection.variants());
        list(node, "categories", selection.categories());
        return node;
    }

    private static ObjectNode discount(Discount discount) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (discount instanceof PercentOff percentOff) {
            node.put("type", "percent_off");
            node.put("percent", percentOff.percent().toDecimal());
        } else if (discount instanceof AmountOff amountOff) {
            node.put("type", "amount_off");
            money(node, "amount", amountOff.amount());
            node.put("per", Fields.word(amountOff.per()));
        } else if (discount instanceof FixedPrice fixedPrice) {
            node.put("type", "fixed_price");
            money(node, "price", fixedPrice.price());
            node.put("per", Fields.word(fixedPrice.per()));
        }
        return node;
    }

    private static void text(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }

    private static void money(ObjectNode node, String name, @Nullable Money money) {
        if (money != null) {
            node.put(name, money.toDecimal().toPlainString());
        }
    }

    // Sorted, because a set has no order that outlives the program.
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
