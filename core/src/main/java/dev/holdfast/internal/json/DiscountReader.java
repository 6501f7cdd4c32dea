package dev.holdfast.internal.json;

import dev.holdfast.Money;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.BundlePrice;
import dev.holdfast.pricing.rule.BuyXGetY;
import dev.holdfast.pricing.rule.Discount;
import dev.holdfast.pricing.rule.FixedPrice;
import dev.holdfast.pricing.rule.Gift;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.Percent;
import dev.holdfast.pricing.rule.PercentOff;
import dev.holdfast.pricing.rule.QuantityBreaks;
import dev.holdfast.pricing.rule.Reward;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.SpendBreaks;
import dev.holdfast.pricing.rule.Target;
import dev.holdfast.pricing.rule.UnitGroups;
import dev.holdfast.pricing.rule.UnitLimit;
import dev.holdfast.pricing.rule.UnitOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a rule takes off: one method for each kind. A method answers null when it noted an error. */
final class DiscountReader {
    private static final int LONGEST_WORD = 100;
    private static final int MOST_UNITS = 100_000;
    private static final int PERCENT_DIGITS = 4;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Set<String> FOR_ORDERS =
            Set.of("percent_off", "amount_off", "fixed_price", "quantity_breaks", "spend_breaks");
    private static final Set<String> FOR_CHARGES = Set.of("percent_off", "amount_off", "fixed_price");

    private final RuleMoney money;
    private final SelectionReader selections;
    private final Target target;
    private final Map<String, Function<Fields, @Nullable Discount>> kinds = new LinkedHashMap<>();

    DiscountReader(RuleMoney money, SelectionReader selections, Target target) {
        this.money = money;
        this.selections = selections;
        this.target = target;
        kinds.put("percent_off", this::percentOff);
        kinds.put("amount_off", this::amountOff);
        kinds.put("fixed_price", this::fixedPrice);
        kinds.put("quantity_breaks", this::quantityBreaks);
        kinds.put("spend_breaks", this::spendBreaks);
        kinds.put("unit_groups", this::unitGroups);
        kinds.put("buy_x_get_y", this::buyXGetY);
        kinds.put("bundle_price", this::bundlePrice);
        kinds.put("gift", this::gift);
    }

    @Nullable
    ScopedDiscount read(Fields fields) {
        String type = fields.requireText("type", LONGEST_WORD);
        if (type == null) {
            return null;
        }
        Function<Fields, @Nullable Discount> kind = kinds.get(type);
        if (kind == null) {
            fields.fail("type", Validation.shown(type) + " is not one of " + String.join(", ", kinds.keySet()));
            // What is wrong with the fields that every kind has is said all the same.
            selections.read(fields, "selection");
            limit(fields);
            return null;
        }
        boolean fits = target == Target.ITEM || (target == Target.ORDER ? FOR_ORDERS : FOR_CHARGES).contains(type);
        if (!fits) {
            fields.fail(
                    "type",
                    Validation.shown(type) + " is not for rules whose target is \"" + Fields.word(target) + '"');
        }
        Discount discount = kind.apply(fields);
        Selection selection = selections.read(fields, "selection");
        UnitLimit limit = limit(fields);
        fields.refuseOthers(" of " + type);
        return discount == null ? null : new ScopedDiscount(discount, selection, limit);
    }

    private static @Nullable UnitLimit limit(Fields fields) {
        Integer units = fields.integer("max_units", 1, MOST_UNITS);
        Per per = lineOrOrder(fields, "max_units_per", Per.LINE);
        UnitOrder first = first(fields, "max_units_first");
        if (!fields.has("max_units") && (fields.has("max_units_per") || fields.has("max_units_first"))) {
            fields.fail("max_units", "is missing");
        }
        return units == null ? null : new UnitLimit(units, per, first);
    }

    private @Nullable Discount percentOff(Fields fields) {
        Percent percent = requirePercent(fields);
        return percent == null ? null : new PercentOff(percent);
    }

    private @Nullable Discount amountOff(Fields fields) {
        Money amount = money.require(fields, "amount", 1);
        Money first = money.read(fields, "first_amount", 0);
        Per per = per(fields);
        if (first != null && per != Per.UNIT) {
            fields.fail("first_amount", "is for amounts per unit");
        }
        return amount == null || per == null ? null : new AmountOff(amount, per, first);
    }

    private @Nullable Discount fixedPrice(Fields fields) {
        Money price = money.require(fields, "price", 0);
        Per per = per(fields);
        return price == null || per == null ? null : new FixedPrice(price, per);
    }

    private @Nullable Discount quantityBreaks(Fields fields) {
        List<QuantityBreaks.Break> breaks = new ArrayList<>();
        Set<Integer> steps = new HashSet<>();
        for (Fields entry : fields.objects("breaks")) {
            Integer from = entry.requireInteger("from", 1, ConditionsReader.MOST_UNITS);
            Reward reward = reward(entry);
            entry.refuseOthers("");
            if (from != null && !steps.add(from)) {
                entry.fail("from", from + " is there twice");
            }
            if (from != null && reward != null) {
                breaks.add(new QuantityBreaks.Break(from, reward));
            }
        }
        requireSome(fields, "breaks");
        Per per = breaksPer(fields);
        Boolean graduated = fields.truth("graduated");
        return breaks.isEmpty() ? null : new QuantityBreaks(breaks, per, graduated != null && graduated);
    }

    private @Nullable Discount spendBreaks(Fields fields) {
        List<SpendBreaks.Break> breaks = new ArrayList<>();
        Set<Money> steps = new HashSet<>();
        for (Fields entry : fields.objects("breaks")) {
            Money from = money.require(entry, "from", 0);
            Percent percent = percent(entry);
            Money amount = money.read(entry, "amount", 1);
            if (entry.has("percent") == entry.has("amount")) {
                entry.fail("percent", entry.has("amount") ? "cannot be given together with amount" : "is missing");
            }
            entry.refuseOthers("");
            if (from != null && !steps.add(from)) {
                entry.fail("from", from.toDecimal().toPlainString() + " is there twice");
            }
            if (from != null && (percent == null) != (amount == null)) {
                breaks.add(new SpendBreaks.Break(from, percent, amount));
            }
        }
        requireSome(fields, "breaks");
        Per per = breaksPer(fields);
        Boolean graduated = fields.truth("graduated");
        return breaks.isEmpty() ? null : new SpendBreaks(breaks, per, graduated != null && graduated);
    }

    private @Nullable Discount unitGroups(Fields fields) {
        Integer size = fields.requireInteger("size", 2, MOST_UNITS);
        Reward reward = reward(fields);
        Per per = lineOrOrder(fields, "per", Per.LINE);
        UnitOrder first = first(fields, "first");
        return size == null || reward == null ? null : new UnitGroups(size, reward, per, first);
    }

    private @Nullable Discount buyXGetY(Fields fields) {
        Fields buy = fields.requireObject("buy");
        Selection bought = buy == null ? Selection.ALL : selections.readAmong(buy);
        Integer buyQuantity = buy == null ? null : buy.requireInteger("quantity", 1, MOST_UNITS);
        refuseOthers(buy);
        Fields get = fields.requireObject("get");
        Selection got = get == null ? Selection.ALL : selections.readAmong(get);
        Integer getQuantity = get == null ? null : get.requireInteger("quantity", 1, MOST_UNITS);
        Reward reward = get == null ? null : reward(get);
        UnitOrder first = get == null ? UnitOrder.CHEAPEST : first(get, "first");
        refuseOthers(get);
        Integer maxSets = fields.integer("max_sets", 1, ConditionsReader.MOST_UNITS);
        if (buyQuantity == null || getQuantity == null || reward == null) {
            return null;
        }
        int sets = maxSets == null ? ConditionsReader.MOST_UNITS : maxSets;
        return new BuyXGetY(bought, buyQuantity, got, getQuantity, reward, first, sets);
    }

    private static void refuseOthers(@Nullable Fields fields) {
        if (fields != null) {
            fields.refuseOthers("");
        }
    }

    private @Nullable Discount bundlePrice(Fields fields) {
        List<BundlePrice.Component> components = new ArrayList<>();
        for (Fields entry : fields.objects("components")) {
            Selection selection = selections.readAmong(entry);
            Integer quantity = entry.has("quantity") ? entry.integer("quantity", 1, MOST_UNITS) : (Integer) 1;
            entry.refuseOthers("");
            if (quantity != null) {
                components.add(new BundlePrice.Component(selection, quantity));
            }
        }
        requireSome(fields, "components");
        Money price = money.require(fields, "price", 0);
        UnitOrder first = first(fields, "first");
        Integer maxSets = fields.integer("max_sets", 1, ConditionsReader.MOST_UNITS);
        if (components.isEmpty() || price == null) {
            return null;
        }
        return new BundlePrice(components, price, first, maxSets == null ? ConditionsReader.MOST_UNITS : maxSets);
    }

    private @Nullable Discount gift(Fields fields) {
        Long variantId = fields.requireId("variant");
        Integer quantity = fields.has("quantity") ? fields.integer("quantity", 1, MOST_UNITS) : (Integer) 1;
        Fields buy = fields.object("buy");
        Selection bought = buy == null ? Selection.ALL : selections.readAmong(buy);
        Integer buyQuantity = buy != null && buy.has("quantity") ? buy.integer("quantity", 1, MOST_UNITS) : (Integer) 1;
        refuseOthers(buy);
        Integer maxTimes = fields.integer("max_times", 1, ConditionsReader.MOST_UNITS);
        if (variantId == null || quantity == null || buyQuantity == null) {
            return null;
        }
        int times = maxTimes == null ? ConditionsReader.MOST_UNITS : maxTimes;
        return new Gift(variantId, quantity, bought, buyQuantity, times);
    }

    /** Exactly one of percent, amount and price. */
    private @Nullable Reward reward(Fields fields) {
        int given = 0;
        for (String name : List.of("percent", "amount", "price")) {
            given += fields.has(name) ? 1 : 0;
        }
        if (given != 1) {
            fields.fail("percent", given == 0 ? "is missing, or amount, or price" : "is one of several rewards");
        }
        Percent percent = percent(fields);
        Money amount = money.read(fields, "amount", 1);
        Money price = money.read(fields, "price", 0);
        boolean complete = percent != null || amount != null || price != null;
        return given == 1 && complete ? new Reward(percent, amount, price) : null;
    }

    private static void requireSome(Fields fields, String name) {
        if (!fields.has(name)) {
            fields.fail(name, "is missing");
        } else if (fields.isEmptyList(name)) {
            fields.fail(name, "is empty");
        }
    }

    private @Nullable Per per(Fields fields) {
        if (!fields.has("per")) {
            return target == Target.ITEM ? Per.UNIT : target == Target.CHARGE ? Per.LINE : Per.ORDER;
        }
        Per per = fields.word("per", Per.class);
        if (per != null && per != Per.ORDER && target == Target.ORDER) {
            fields.fail("per", "\"" + Fields.word(per) + "\" is for rules whose target is \"item\"");
            return null;
        }
        return per;
    }

    private Per breaksPer(Fields fields) {
        Per per = lineOrOrder(fields, "per", target == Target.ORDER ? Per.ORDER : Per.LINE);
        if (per == Per.LINE && target == Target.ORDER) {
            fields.fail("per", "\"line\" is for rules whose target is \"item\"");
        }
        return per;
    }

    private static Per lineOrOrder(Fields fields, String name, Per absent) {
        Per per = fields.word(name, Per.class);
        if (per == Per.UNIT) {
            fields.fail(name, "\"unit\" is not one of line, order");
        }
        return per == null || per == Per.UNIT ? absent : per;
    }

    private static UnitOrder first(Fields fields, String name) {
        UnitOrder first = fields.word(name, UnitOrder.class);
        return first == null ? UnitOrder.CHEAPEST : first;
    }

    private static @Nullable Percent requirePercent(Fields fields) {
        if (!fields.has("percent")) {
            fields.fail("percent", "is missing");
        }
        return percent(fields);
    }

    private static @Nullable Percent percent(Fields fields) {
        BigDecimal percent = fields.decimal("percent");
        if (percent == null) {
            return null;
        }
        String shown = Fields.shown(percent);
        if (percent.signum() <= 0) {
            fields.fail("percent", shown + " is not more than 0");
        } else if (percent.compareTo(HUNDRED) > 0) {
            fields.fail("percent", shown + " is more than 100");
        } else if (percent.stripTrailingZeros().scale() > PERCENT_DIGITS) {
            fields.fail("percent", shown + " has more than " + PERCENT_DIGITS + " digits after the point");
        } else {
            return Percent.of(percent);
        }
        return null;
    }
}
