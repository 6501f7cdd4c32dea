package dev.holdfast.pricing.rule;

/**
 * The most units that get a discount.
 *
 * @param units 1 or more
 * @param per whether the limit is for each item or for the whole order
 * @param first which units get the discount if there are more
 */
public record UnitLimit(int units, Per per, UnitOrder first) {
    /** Checks that the limit is for each item or for the order. */
    public UnitLimit {
        if (per == Per.UNIT) {
            throw new IllegalArgumentException("per: a limit on units is for each item or for the order");
        }
    }
}
