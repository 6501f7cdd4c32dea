package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.List;

/**
 * A percentage off: off each item for an item rule, off the total of the selected items for an order rule.
 *
 * @param percent the percentage
 */
public record PercentOff(Percent percent) implements Discount {
    @Override
    public void apply(DiscountCalculation calculation) {
        calculation.takePercent(calculation.parts(), percent);
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
