package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.List;

/**
 * A price that replaces the current one, unless the current one is lower.
 *
 * @param price zero or more
 * @param per what the price is for; always the order for an order rule
 */
public record FixedPrice(Money price, Per per) implements Discount {
    @Override
    public void apply(DiscountCalculation calculation) {
        if (per == Per.ORDER) {
            long value = DiscountPart.value(calculation.parts());
            calculation.spread(calculation.parts(), Math.max(0, value - price.minor()));
            return;
        }
        for (DiscountPart part : calculation.parts()) {
            long wanted = per == Per.UNIT ? price.minor() * part.units() : price.minor();
            part.take(Math.max(0, part.value() - wanted));
        }
    }

    @Override
    public List<Money> amounts() {
        return List.of(price);
    }

    @Override
    public boolean takesLessOfLess() {
        return true;
    }
}
