package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.BundlePrice;
import dev.holdfast.pricing.rule.BuyXGetY;
import dev.holdfast.pricing.rule.Discount;
import dev.holdfast.pricing.rule.FixedPrice;
import dev.holdfast.pricing.rule.Gift;
import dev.holdfast.pricing.rule.PercentOff;
import dev.holdfast.pricing.rule.QuantityBreaks;
import dev.holdfast.pricing.rule.Reward;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.SpendBreaks;
import dev.holdfast.pricing.rule.UnitGroups;
import dev.holdfast.pricing.rule.UnitLimit;

/** Writes what a rule takes off, for each kind of discount. */
final class DiscountWriter {
    private DiscountWriter() {}

    static ObjectNode node(ScopedDiscount scoped) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        write(node, scoped.discount());
        ObjectNode selection = JsonNodeFactory.instance.objectNode();
        RuleWriter.selection(selection, scoped.selection());
        if (!selection.isEmpty()) {
            node.set("selection", selection);
        }
        UnitLimit limit = scoped.limit();
        if (limit != null) {
            node.put("max_units", limit.units());
            node.put("max_units_per", Json.word(limit.per()));
            node.put("max_units_first", Json.word(limit.first()));
        }
        return node;
    }

    private static void write(ObjectNode node, Discount discount) {
        if (discount instanceof PercentOff percentOff) {
            node.put("type", "percent_off");
            node.put("percent", percentOff.percent().toDecimal());
        } else if (discount instanceof AmountOff amountOff) {
            node.put("type", "amount_off");
            RuleWriter.money(node, "amount", amountOff.amount());
            RuleWriter.money(node, "first_amount", amountOff.first());
            node.put("per", Json.word(amountOff.per()));
        } else if (discount instanceof FixedPrice fixedPrice) {
            node.put("type", "fixed_price");
            RuleWriter.money(node, "price", fixedPrice.price());
            node.put("per", Json.word(fixedPrice.per()));
        } else if (discount instanceof QuantityBreaks breaks) {
            quantityBreaks(node, breaks);
        } else if (discount instanceof SpendBreaks breaks) {
            spendBreaks(node, breaks);
        } else if (discount instanceof UnitGroups groups) {
            node.put("type", "unit_groups");
            node.put("size", groups.size());
            reward(node, groups.reward());
            node.put("per", Json.word(groups.per()));
            node.put("first", Json.word(groups.first()));
        } else if (discount instanceof BuyXGetY buyXGetY) {
            buyXGetY(node, buyXGetY);
        } else if (discount instanceof BundlePrice bundle) {
            bundlePrice(node, bundle);
        } else if (discount instanceof Gift gift) {
            gift(node, gift);
        }
    }

    private static void quantityBreaks(ObjectNode node, QuantityBreaks discount) {
        node.put("type", "quantity_breaks");
        ArrayNode breaks = node.putArray("breaks");
        for (QuantityBreaks.Break step : discount.breaks()) {
            reward(breaks.addObject().put("from", step.from()), step.reward());
        }
        node.put("per", Json.word(discount.per()));
        node.put("graduated", discount.graduated());
    }

    private static void spendBreaks(ObjectNode node, SpendBreaks discount) {
        node.put("type", "spend_breaks");
        ArrayNode breaks = node.putArray("breaks");
        for (SpendBreaks.Break step : discount.breaks()) {
            ObjectNode entry = breaks.addObject();
            RuleWriter.money(entry, "from", step.from());
            if (step.percent() != null) {
                entry.put("percent", step.percent().toDecimal());
            }
            RuleWriter.money(entry, "amount", step.amount());
        }
        node.put("per", Json.word(discount.per()));
        node.put("graduated", discount.graduated());
    }

    private static void buyXGetY(ObjectNode node, BuyXGetY discount) {
        node.put("type", "buy_x_get_y");
        ObjectNode buy = node.putObject("buy").put("quantity", discount.buyQuantity());
        RuleWriter.selection(buy, discount.buy());
        ObjectNode get = node.putObject("get").put("quantity", discount.getQuantity());
        RuleWriter.selection(get, discount.get());
        reward(get, discount.reward());
        get.put("first", Json.word(discount.first()));
        node.put("max_sets", discount.maxSets());
    }

    private static void bundlePrice(ObjectNode node, BundlePrice discount) {
        node.put("type", "bundle_price");
        ArrayNode components = node.putArray("components");
        for (BundlePrice.Component component : discount.components()) {
            RuleWriter.selection(components.addObject().put("quantity", component.quantity()), component.selection());
        }
        RuleWriter.money(node, "price", discount.price());
        node.put("first", Json.word(discount.first()));
        node.put("max_sets", discount.maxSets());
    }

    private static void gift(ObjectNode node, Gift discount) {
        node.put("type", "gift");
        node.put("variant", discount.variantId());
        node.put("quantity", discount.quantity());
        ObjectNode buy = node.putObject("buy").put("quantity", discount.buyQuantity());
        RuleWriter.selection(buy, discount.buy());
        node.put("max_times", discount.maxTimes());
    }

    private static void reward(ObjectNode node, Reward reward) {
        if (reward.percent() != null) {
            node.put("percent", reward.percent().toDecimal());
        }
        RuleWriter.money(node, "amount", reward.amount());
        RuleWriter.money(node, "price", reward.price());
    }
}
