package dev.holdfast.pricing.rule;

import java.util.List;

/** An item, or some of its units, from which a discount can take an amount. All amounts are in minor units. */
public interface DiscountPart {
    /** The number of units. */
    int units();

    /** What the units cost before this discount. */
    long value();

    /** Whether the units are a gift of the rule. */
    boolean isGift();

    /** Takes an amount off, or whatever can be taken if that is less. */
    void take(long amount);

    /** The number of units of all parts. */
    static long units(List<DiscountPart> parts) {
        long sum = 0;
        for (DiscountPart part : parts) {
            sum += part.units();
        }
        return sum;
    }

    /** What all parts cost before this discount. */
    static long value(List<DiscountPart> parts) {
        long sum = 0;
        for (DiscountPart part : parts) {
            sum += part.value();
        }
        return sum;
    }
}
