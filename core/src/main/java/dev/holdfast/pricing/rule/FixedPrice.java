package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.ItemPart;
import dev.holdfast.pricing.quote.Reckoning;
import java.util.List;

/**
 * A price in place of the one before; where that one is lower already, nothing changes.
 *
 * @param price zero or more
 * @param per what it is for; for an order rule always the order
 */
public record FixedPrice(Money price, Per per) implements Discount {
    @Override
    public void reckon(Reckoning reckoning) {
        if (per == Per.ORDER) {
            reckoning.spread(reckoning.parts(), Math.max(0, Reckoning.value(reckoning.parts()) - price.minor()));
            return;
        }
        for (ItemPart part : reckoning.parts()) {
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
