package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.Comparator;
import java.util.List;

/**
 * A larger discount for more units.
 *
 * @param breaks the rewards by the number of units that earns them, in ascending order
 * @param per whether the units of each item count, or those of all items together
 * @param graduated whether each unit gets the reward of its own position, counted from the most expensive unit;
 *     otherwise all units get the reward that their total number earns
 */
public record QuantityBreaks(List<Break> breaks, Per per, boolean graduated) implements Discount {
    /**
     * A step.
     *
     * @param from the units that earn it, 1 or more
     * @param reward what is taken off each unit
     */
    public record Break(int from, Reward reward) {}

    /** Copies and sorts the breaks. */
    public QuantityBreaks {
        breaks = breaks.stream().sorted(Comparator.comparingInt(Break::from)).toList();
    }

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
        if (units < breaks.get(0).from()) {
            calculation.refuseUnits(parts, breaks.get(0).from(), units);
            return;
        }
        int reached = 0;
        while (reached + 1 < breaks.size() && breaks.get(reached + 1).from() <= units) {
            reached++;
        }
        if (!graduated) {
            breaks.get(reached).reward().takeOffUnits(calculation, parts);
            return;
        }
        // From the top step down: the most expensive units are counted first, so the cheapest ones are in the top step.
        UnitSupply supply = calculation.supply(parts);
        long above = units;
        for (int i = reached; i >= 0; i--) {
            long from = breaks.get(i).from() - 1L;
            List<DiscountPart> step = supply.pick(above - from, UnitOrder.CHEAPEST);
            breaks.get(i).reward().takeOffUnits(calculation, step);
            above = from;
        }
    }

    @Override
    public List<Money> amounts() {
        return breaks.stream().flatMap(step -> step.reward().amounts().stream()).toList();
    }
}
