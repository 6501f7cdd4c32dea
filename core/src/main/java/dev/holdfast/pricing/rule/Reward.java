package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is taken off some units: exactly one of a percentage, an amount and a price.
 *
 * @param percent the percentage off, or null
 * @param amount the amount off each unit, or null
 * @param price the price that replaces the current one, or null; for a unit or for a group, as the discount says
 */
public record Reward(
        @Nullable Percent percent,
        @Nullable Money amount,
        @Nullable Money price) {
    /** Checks that exactly one is given. */
    public Reward {
        int given = (percent == null ? 0 : 1) + (amount == null ? 0 : 1) + (price == null ? 0 : 1);
        if (given != 1) {
            throw new IllegalArgumentException(
                    "reward: exactly one of percent, amount and price is required, not " + given);
        }
    }

    /** Takes the reward off each part; a price is for each unit. */
    void takeOffUnits(DiscountCalculation calculation, List<DiscountPart> parts) {
        for (DiscountPart part : parts) {
            if (percent != null) {
                calculation.takePercent(part, percent);
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
