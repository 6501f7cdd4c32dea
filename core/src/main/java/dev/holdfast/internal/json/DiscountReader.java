package dev.holdfast.internal.json;

import dev.holdfast.Limits;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a rule takes off: one method for each kind of discount, which returns null if it noted an error. */
final class DiscountReader {
    private static final Set<String> FOR_ORDERS =
            Set.of("percent_off", "amount_off", "fixed_price", "quantity_breaks", "spend_breaks");
    private static final Set<String> FOR_CHARGES = Set.of("percent_off", "amount_off", "fixed_price");

    private final RuleMoney money;
    private final SelectionReader selections;
    private final RewardReader rewards;
    private final Target target;
    private final Map<String, Function<Fields, @Nullable Discount>> kinds = new LinkedHashMap<>();

    DiscountReader(RuleMoney money, SelectionReader selections, Target target) {
        this.money = money;
        this.selections = selections;
        this.rewards = new RewardReader(money);
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
        String type = fields.required("type").text(Limits.WORD);
        if (type == null) {
            return null;
        }
        Function<Fields, @Nullable Discount> kind = kinds.get(type);
        if (kind == null) {
            fields.fail("type", Validation.shown(type) + " is not one of " + String.join(", ", kinds.keySet()));
            // Errors in the fields that every kind has are reported all the same.
            selections.read(fields.get("selection"));
            limit(fields);
            return null;
        }
        boolean fits = target == Target.ITEM || (target == Target.ORDER ? FOR_ORDERS : FOR_CHARGES).contains(type);
        if (!fits) {
            fields.fail(
                    "type", Validation.shown(type) + " is not for rules whose target is \"" + Json.word(target) + '"');
        }
        Discount discount = kind.apply(fields);
        Selection selection = selections.read(fields.get("selection"));
        UnitLimit limit = limit(fields);
        fields.refuseOthers(" of " + type);
        return discount == null ? null : new ScopedDiscount(discount, selection, limit);
    }

    private static @Nullable UnitLimit limit(Fields fields) {
        Integer units = units(fields, "max_units");
        Per per = lineOrOrder(fields.get("max_units_per"), Per.LINE);
        UnitOrder first = first(fields, "max_units_first");
        if (!fields.has("max_units") && (fields.has("max_units_per") || fields.has("max_units_first"))) {
            fields.fail("max_units", "is missing");
        }
        return units == null ? null : new UnitLimit(units, per, first);
    }

    private @Nullable Discount percentOff(Fields fields) {
        fields.required("percent");
        Percent percent = rewards.percent(fields);
        return percent == null ? null : new PercentOff(percent);
    }

    private @Nullable Discount amountOff(Fields fields) {
        Money amount = money.require(fields, "amount", 1);
        Money first = money.read(fields, "first_amount", 0);
        Per per = per(fields);
        if (first != null && per != Per.UNIT) {
            fields.fail("first_amount", "is only for amounts per unit");
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
        for (Fields entry : entries(fields, "breaks")) {
            Integer from = entry.required("from").integer(1, ConditionsReader.MAX_UNITS);
            Reward reward = rewards.read(entry);
            entry.refuseOthers();
            if (from != null && !steps.add(from)) {
                entry.fail("from", from + " is duplicated");
            }
            if (from != null && reward != null) {
                breaks.add(new QuantityBreaks.Break(from, reward));
            }
        }
        Per per = breaksPer(fields);
        boolean graduated = fields.get("graduated").isTrue();
        return breaks.isEmpty() ? null : new QuantityBreaks(breaks, per, graduated);
    }

    private @Nullable Discount spendBreaks(Fields fields) {
        List<SpendBreaks.Break> breaks = new ArrayList<>();
        Set<Money> steps = new HashSet<>();
        for (Fields entry : entries(fields, "breaks")) {
            Money from = money.require(entry, "from", 0);
            Percent percent = rewards.percent(entry);
            Money amount = money.read(entry, "amount", 1);
            if (entry.has("percent") == entry.has("amount")) {
                entry.fail("percent", entry.has("amount") ? "cannot be combined with amount" : "is missing");
            }
            entry.refuseOthers();
            if (from != null && !steps.add(from)) {
                entry.fail("from", from.toDecimal().toPlainString() + " is duplicated");
            }
            if (from != null && (percent == null) != (amount == null)) {
                breaks.add(new SpendBreaks.Break(from, percent, amount));
            }
        }
        Per per = breaksPer(fields);
        boolean graduated = fields.get("graduated").isTrue();
        return breaks.isEmpty() ? null : new SpendBreaks(breaks, per, graduated);
    }

    private @Nullable Discount unitGroups(Fields fields) {
        Integer size = fields.required("size").integer(2, Limits.QUANTITY);
        Reward reward = rewards.read(fields);
        Per per = lineOrOrder(fields.get("per"), Per.LINE);
        UnitOrder first = first(fields, "first");
        return size == null || reward == null ? null : new UnitGroups(size, reward, per, first);
    }

    private @Nullable Discount buyXGetY(Fields fields) {
        Fields buy = fields.required("buy").object();
        Selection bought = Selection.ALL;
        Integer buyQuantity = null;
        if (buy != null) {
            bought = selections.readAmong(buy);
            buyQuantity = requiredUnits(buy);
            buy.refuseOthers();
        }
        Fields get = fields.required("get").object();
        Selection got = Selection.ALL;
        Integer getQuantity = null;
        Reward reward = null;
        UnitOrder first = UnitOrder.CHEAPEST;
        if (get != null) {
            got = selections.readAmong(get);
            getQuantity = requiredUnits(get);
            reward = rewards.read(get);
            first = first(get, "first");
            get.refuseOthers();
        }
        int maxSets = most(fields, "max_sets");
        return buyQuantity == null || getQuantity == null || reward == null
                ? null
                : new BuyXGetY(bought, buyQuantity, got, getQuantity, reward, first, maxSets);
    }

    private @Nullable Discount bundlePrice(Fields fields) {
        List<BundlePrice.Component> components = new ArrayList<>();
        for (Fields entry : entries(fields, "components")) {
            Selection selection = selections.readAmong(entry);
            Integer quantity = unitsOrOne(entry);
            entry.refuseOthers();
            if (quantity != null) {
                components.add(new BundlePrice.Component(selection, quantity));
            }
        }
        Money price = money.require(fields, "price", 0);
        UnitOrder first = first(fields, "first");
        int maxSets = most(fields, "max_sets");
        return components.isEmpty() || price == null ? null : new BundlePrice(components, price, first, maxSets);
    }

    private @Nullable Discount gift(Fields fields) {
        Long variantId = fields.required("variant").id();
        Integer quantity = unitsOrOne(fields);
        Fields buy = fields.get("buy").object();
        Selection bought = Selection.ALL;
        Integer buyQuantity = 1;
        if (buy != null) {
            bought = selections.readAmong(buy);
            buyQuantity = unitsOrOne(buy);
            buy.refuseOthers();
        }
        int maxTimes = most(fields, "max_times");
        return variantId == null || quantity == null || buyQuantity == null
                ? null
                : new Gift(variantId, quantity, bought, buyQuantity, maxTimes);
    }

    private static @Nullable Integer units(Fields fields, String name) {
        return fields.get(name).integer(1, Limits.QUANTITY);
    }

    private static @Nullable Integer requiredUnits(Fields fields) {
        return fields.required("quantity").integer(1, Limits.QUANTITY);
    }

    private static @Nullable Integer unitsOrOne(Fields fields) {
        return fields.has("quantity") ? units(fields, "quantity") : (Integer) 1;
    }

    /** How many sets or times at most; without a limit, as many as a cart can have units. */
    private static int most(Fields fields, String name) {
        Integer most = fields.get(name).integer(1, ConditionsReader.MAX_UNITS);
        return most == null ? ConditionsReader.MAX_UNITS : most;
    }

    /** The objects of an array that must have at least one element. */
    private static List<Fields> entries(Fields fields, String name) {
        Field field = fields.required(name);
        if (field.isEmptyList()) {
            field.fail("is empty");
        }
        return field.objects();
    }

    private @Nullable Per per(Fields fields) {
        Field field = fields.get("per");
        if (!field.isPresent()) {
            return target == Target.ITEM ? Per.UNIT : target == Target.CHARGE ? Per.LINE : Per.ORDER;
        }
        Per per = field.word(Per.class);
        if (per != null && per != Per.ORDER && target == Target.ORDER) {
            field.fail("\"" + Json.word(per) + "\" is only for rules whose target is \"item\"");
            return null;
        }
        return per;
    }

    private Per breaksPer(Fields fields) {
        Field field = fields.get("per");
        Per per = lineOrOrder(field, target == Target.ORDER ? Per.ORDER : Per.LINE);
        if (per == Per.LINE && target == Target.ORDER) {
            field.fail("\"line\" is only for rules whose target is \"item\"");
        }
        return per;
    }

    private static Per lineOrOrder(Field field, Per absent) {
        Per per = field.word(Per.class);
        if (per == Per.UNIT) {
            field.fail("\"unit\" is not one of line, order");
        }
        return per == null || per == Per.UNIT ? absent : per;
    }

    private static UnitOrder first(Fields fields, String name) {
        UnitOrder first = fields.get(name).word(UnitOrder.class);
        return first == null ? UnitOrder.CHEAPEST : first;
    }
}
