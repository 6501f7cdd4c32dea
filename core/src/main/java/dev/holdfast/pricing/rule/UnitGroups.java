package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.ItemPart;
import dev.holdfast.pricing.quote.Reckoning;
import java.util.List;

/**
 * Something off units that make complete groups, such as three for ten; units over are left alone.
 *
 * @param size units of a group, 2 or more
 * @param reward what is taken off: a percentage or an amount of each unit, or a price for each group
 * @param per whether the units of each line make groups, or those of all lines together
 * @param first which units are in the groups, where some are over
 */
public record UnitGroups(int size, Reward reward, Per per, UnitOrder first) implements Discount {
    @Override
    public void reckon(Reckoning reckoning) {
        if (per == Per.ORDER) {
            reckon(reckoning, reckoning.parts());
        } else {
            reckoning.parts().forEach(part -> reckon(reckoning, List.of(part)));
        }
    }

    private void reckon(Reckoning reckoning, List<ItemPart> parts) {
        long units = parts.stream().mapToLong(ItemPart::units).sum();
        long groups = units / size;
        if (groups == 0) {
            reckoning.missUnits(parts, size, units);
            return;
        }
        List<ItemPart> grouped = reckoning.supply(parts).pick(groups * size, first);
        if (reward.price() != null) {
            reckoning.spread(
                    grouped,
                    Math.max(0, Reckoning.value(grouped) - reward.price().minor() * groups));
        } else {
            reward.takeOffUnits(reckoning, grouped);
        }
    }

    @Override
    public List<Money> amounts() {
        return reward.amounts();
    }
}
