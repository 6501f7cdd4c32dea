package dev.holdfast.pricing;

import dev.holdfast.Limits;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words what one discount takes off. */
final class DiscountText {
    private final Target target;
    private final String what;
    private final SelectionText selections;

    /**
     * Texts for discounts on some items or charges.
     *
     * @param what they are called, such as {@code all items}
     */
    DiscountText(Target target, String what, SelectionText selections) {
        this.target = target;
        this.what = what;
        this.selections = selections;
    }

    String write(ScopedDiscount scoped) {
        UnitLimit limit = scoped.limit();
        return write(scoped.discount()) + (limit == null ? "" : limit(limit));
    }

    private static String limit(UnitLimit limit) {
        return " (the " + (limit.first() == UnitOrder.CHEAPEST ? "cheapest " : "most expensive ")
                + SelectionText.units(limit.units()) + (limit.per() == Per.ORDER ? "" : " of each item") + ")";
    }

    private String write(Discount discount) {
        if (discount instanceof PercentOff off) {
            return off(off.percent()) + " " + total();
        } else if (discount instanceof AmountOff off) {
            return off.first() == null
                    ? off.amount() + " off " + each(off.per())
                    : off.first() + " off the first and " + off.amount() + " off each further unit of " + what;
        } else if (discount instanceof FixedPrice fixed) {
            return each(fixed.per()) + " for " + fixed.price();
        } else if (discount instanceof QuantityBreaks breaks) {
            return steps(breaks);
        } else if (discount instanceof SpendBreaks breaks) {
            return steps(breaks);
        } else if (discount instanceof UnitGroups groups) {
            return "every " + SelectionText.units(groups.size()) + " of " + itemOrAll(groups.per()) + " "
                    + reward(groups.reward(), "");
        } else if (discount instanceof BuyXGetY sets) {
            return "for every " + SelectionText.units(sets.buyQuantity()) + " of " + among(sets.buy()) + ", "
                    + SelectionText.units(sets.getQuantity()) + " of " + among(sets.get()) + " "
                    + reward(sets.reward(), " each") + most(sets.maxSets());
        } else if (discount instanceof BundlePrice bundle) {
            return bundle.components().stream()
                            .map(part -> SelectionText.units(part.quantity()) + " of " + among(part.selection()))
                            .collect(Collectors.joining(" with "))
                    + " for " + bundle.price() + most(bundle.maxSets());
        } else if (discount instanceof Gift gift) {
            return SelectionText.units(gift.quantity()) + " of " + selections.variant(gift.variantId())
                    + " free for every " + SelectionText.units(gift.buyQuantity()) + " of " + among(gift.buy())
                    + most(gift.maxTimes());
        }
        throw new IllegalStateException("a discount without words: " + discount.getClass());
    }

    /** The items of a part of a discount, which are among those of the rule. */
    private String among(Selection selection) {
        return selection.equals(Selection.ALL)
                ? what
                : what.equals("all items")
                        ? selections.items(selection)
                        : selections.items(selection) + " among " + what;
    }

    private String total() {
        return target == Target.ORDER ? "the total of " + what : what;
    }

    private String each(Per per) {
        if (target == Target.CHARGE) {
            return per == Per.ORDER ? what + " together" : "each of " + what;
        }
        return switch (per) {
            case UNIT -> what.equals("all items") ? "each unit" : "each unit of " + what;
            case LINE -> eachItem();
            case ORDER -> "the total of " + what;
        };
    }

    private String itemOrAll(Per per) {
        return per == Per.ORDER ? what : eachItem();
    }

    private String eachItem() {
        return what.startsWith("all items") || what.startsWith("items ")
                ? what.replaceFirst("^(all )?items", "each item")
                : "each item of " + what;
    }

    private String steps(QuantityBreaks breaks) {
        String steps = breaks.breaks().stream()
                .map(step -> reward(step.reward(), " each") + " from "
                        + (breaks.graduated() ? "unit " + step.from() + " on" : SelectionText.units(step.from())))
                .collect(Collectors.joining("; "));
        return itemOrAll(breaks.per()) + " " + steps;
    }

    private String steps(SpendBreaks breaks) {
        String steps = breaks.breaks().stream()
                .map(step -> (step.percent() == null ? step.amount() + " off" : off(step.percent()))
                        + (breaks.graduated() ? " what is above " : " from ")
                        + step.from())
                .collect(Collectors.joining("; "));
        return itemOrAll(breaks.per()) + " " + steps;
    }

    private static String reward(Reward reward, String ofPrice) {
        if (reward.percent() != null) {
            return reward.percent().equals(Percent.ALL) ? "free" : "at " + off(reward.percent());
        }
        return reward.amount() != null ? "at " + reward.amount() + " off each" : "for " + reward.price() + ofPrice;
    }

    private static String off(@Nullable Percent percent) {
        return percent + " off";
    }

    private static String most(int times) {
        return times >= Limits.ITEMS_PER_QUOTE * Limits.QUANTITY
                ? ""
                : " (at most " + times + (times == 1 ? " time" : " times") + ")";
    }
}
