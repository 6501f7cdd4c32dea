package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.ItemPart;
import dev.holdfast.pricing.quote.Reckoning;
import dev.holdfast.pricing.quote.UnitSupply;
import java.util.Comparator;
import java.util.List;

/**
 * More off the more units there are.
 *
 * @param breaks from how many units on what is taken off each unit, by rising quantity
 * @param per whether the units of each line count, or those of all lines together
 * @param graduated whether each unit gets what its own number earns, the dearest being counted first; otherwise all
 *     units get what the whole quantity earns
 */
public record QuantityBreaks(List<Break> breaks, Per per, boolean graduated) implements Discount {
    /**
     * A step.
     *
     * @param from units, 1 or more
     * @param reward what is taken off each
     */
    public record Break(int from, Reward reward) {}

    /** Copies and sorts the breaks. */
    public QuantityBreaks {
        breaks = breaks.stream().sorted(Comparator.comparingInt(Break::from)).toList();
    }

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
        if (units < breaks.get(0).from()) {
            reckoning.missUnits(parts, breaks.get(0).from(), units);
            return;
        }
        int reached = 0;
        while (reached + 1 < breaks.size() && breaks.get(reached + 1).from() <= units) {
            reached++;
        }
        if (!graduated) {
            breaks.get(reached).reward().takeOffUnits(reckoning, parts);
            return;
        }
        // From the top step down, so that the cheapest units get the most and the dearest are counted first.
        UnitSupply supply = reckoning.supply(parts);
        long above = units;
        for (int i = reached; i >= 0; i--) {
            long from = breaks.get(i).from() - 1L;
            List<ItemPart> step = supply.pick(above - from, UnitOrder.CHEAPEST);
            breaks.get(i).reward().takeOffUnits(reckoning, step);
            above = from;
        }
    }

    @Override
    public List<Money> amounts() {
        return breaks.stream().flatMap(step -> step.reward().amounts().stream()).toList();
    }
}
