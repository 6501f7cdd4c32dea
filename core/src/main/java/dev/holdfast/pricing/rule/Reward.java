package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.ItemPart;
import dev.holdfast.pricing.quote.Reckoning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is taken off some units: exactly one of a percentage, an amount and a price.
 *
 * @param percent of what they cost, or null
 * @param amount off each unit, or null
 * @param price in place of what they cost, or null; what it is for, a unit or a group, its owner says
 */
public record Reward(
        @Nullable Percent percent,
        @Nullable Money amount,
        @Nullable Money price) {
    /** Checks that it is exactly one. */
    public Reward {
        int given = (percent == null ? 0 : 1) + (amount == null ? 0 : 1) + (price == null ? 0 : 1);
        if (given != 1) {
            throw new IllegalArgumentException("reward: " + given + " of percent, amount and price are given, not one");
        }
    }

    /** Takes it off each part, a price being that of a unit. */
    void takeOffUnits(Reckoning reckoning, List<ItemPart> parts) {
        for (ItemPart part : parts) {
            if (percent != null) {
                reckoning.takePercent(part, percent);
            } else if (amount != null) {
                part.take(amount.minor() * part.units());
            } else if (price != null) {
                part.take(Math.max(0, part.value() - price.minor() * part.units()));
            }
        }
    }

    List<Money> amounts() {
        return amount != null ? List.of(amount) : price != null ? List.of(price) : List.of();
    }
}
