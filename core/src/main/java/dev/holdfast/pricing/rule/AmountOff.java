package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.ItemPart;
import dev.holdfast.pricing.quote.Reckoning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fixed amount, or what is left where that is less.
 *
 * @param amount more than zero
 * @param per what it is for; for an order rule always the order
 * @param first the amount for the first unit of each line where that is another one, else null; only per unit
 */
public record AmountOff(Money amount, Per per, @Nullable Money first) implements Discount {
    /** The same amount for every unit. */
    public AmountOff(Money amount, Per per) {
        this(amount, per, null);
    }

    @Override
    public void reckon(Reckoning reckoning) {
        if (per == Per.ORDER) {
            reckoning.spread(reckoning.parts(), amount.minor());
            return;
        }
        for (ItemPart part : reckoning.parts()) {
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
