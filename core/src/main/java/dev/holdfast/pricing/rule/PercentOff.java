package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.Reckoning;
import java.util.List;

/**
 * A part of the price: of each line for an item rule, of the selected lines together for an order rule.
 *
 * @param percent how much
 */
public record PercentOff(Percent percent) implements Discount {
    @Override
    public void reckon(Reckoning reckoning) {
        reckoning.takePercent(reckoning.parts(), percent);
    }

    @Override
    public List<Money> amounts() {
        return List.of();
    }

    @Override
    public boolean takesLessOfLess() {
        return true;
    }
}
