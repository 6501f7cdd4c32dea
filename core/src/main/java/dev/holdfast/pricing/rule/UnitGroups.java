package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.List;

/**
 * A reward on units that form complete groups, such as three for ten. Remaining units keep their price.
 *
 * @param size the units in a group, 2 or more
 * @param reward what is taken off: a percentage or an amount off each unit, or a price for each group
 * @param per whether the units of each item form groups, or those of all items together
 * @param first which units go into the groups if some remain
 */
public record UnitGroups(int size, Reward reward, Per per, UnitOrder first) implements Discount {
    @Override
    public void apply(DiscountCalculation calculation) {
        if (per == Per.ORDER) {
            apply(calculation, calculation.parts());
        } else {
            calculation.parts().forEach(part -> apply(calculation, List.of(part)));
        }
    }

    private void apply(DiscountCalculation calculation, List<DiscountPart> parts) {
        long units = DiscountPart.units(parts);
        long groups = units / size;
        if (groups == 0) {
            calculation.refuseUnits(parts, size, units);
            return;
        }
        List<DiscountPart> grouped = calculation.supply(parts).pick(groups * size, first);
        if (reward.price() != null) {
            long value = DiscountPart.value(grouped);
            calculation.spread(grouped, Math.max(0, value - reward.price().minor() * groups));
        } else {
            reward.takeOffUnits(calculation, grouped);
        }
    }

    @Override
    public List<Money> amounts() {
        return reward.amounts();
    }
}
