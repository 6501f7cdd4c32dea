package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed amount off, or whatever is left if that is less.
 *
 * @param amount more than zero
 * @param per what the amount is for; always the order for an order rule
 * @param first the amount for the first unit of each item if it differs, else null; only with {@link Per#UNIT}
 */
public record AmountOff(Money amount, Per per, @Nullable Money first) implements Discount {
    /** The same amount for every unit. */
    public AmountOff(Money amount, Per per) {
        this(amount, per, null);
    }

    @Override
    public void apply(DiscountCalculation calculation) {
        if (per == Per.ORDER) {
            calculation.spread(calculation.parts(), amount.minor());
            return;
        }
        for (DiscountPart part : calculation.parts()) {
            long units = per == Per.UNIT ? part.units() : 1;
            part.take(first == null ? amount.minor() * units : first.minor() + amount.minor() * (units - 1));
        }
    }

    @Override
    public List<Money> amounts() {
        return first == null ? List.of(amount) : List.of(amount, first);
    }

    @Override
    public boolean takesLessOfLess() {
        return true;
    }
}
