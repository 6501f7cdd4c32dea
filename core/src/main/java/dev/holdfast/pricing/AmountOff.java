package dev.holdfast.pricing;

import dev.holdfast.Money;
import java.util.List;

/**
 * A fixed amount, or what is left where that is less.
 *
 * @param amount more than zero
 * @param per what it is for; for an order rule always the order
 */
public record AmountOff(Money amount, Per per) implements Discount {
    @Override
    public void reckon(Reckoning reckoning) {
        if (per == Per.ORDER) {
            reckoning.spread(amount.minor());
            return;
        }
        for (Reckoning.Part part : reckoning.parts()) {
            part.take(per == Per.UNIT ? amount.minor() * part.units() : amount.minor());
        }
    }

    @Override
    public List<Money> amounts() {
        return List.of(amount);
    }
}
