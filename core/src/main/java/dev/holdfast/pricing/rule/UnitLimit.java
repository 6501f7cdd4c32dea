package dev.holdfast.pricing.rule;

/**
 * The most units that a discount is for.
 *
 * @param units how many, 1 or more
 * @param per of each line, or of the whole order
 * @param first which of them, where there are more
 */
public record UnitLimit(int units, Per per, UnitOrder first) {
    /** Checks that it is per line or per order. */
    public UnitLimit {
        if (per == Per.UNIT) {
            throw new IllegalArgumentException("per: a limit on units is per line or per order");
        }
    }
}
