package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a discount works with: the parts it may take something off, and the ways to do so. The price engine supplies it,
 * and sees to rounding, minimum prices and the explanation. All amounts are in minor units. Valid only during the call
 * of {@link Discount#apply}.
 */
public interface DiscountCalculation {
    /** The parts that the discount is for. */
    List<DiscountPart> parts();

    /** Takes a percentage off one part. */
    void takePercent(DiscountPart part, Percent percent);

    /** Takes a percentage off parts: off each one for an item rule, off their total for an order rule. */
    void takePercent(List<DiscountPart> parts, Percent percent);

    /** Takes one amount off several parts, from each in proportion to its value. */
    void spread(List<DiscountPart> parts, long amount);

    /** Takes one amount off several parts, as {@link #spread} does, after rounding it. */
    void spreadExactly(List<DiscountPart> parts, BigDecimal amount);

    /** The units of parts. */
    UnitSupply supply(List<DiscountPart> parts);

    /** The units of parts that no set has used. */
    UnitSupply unusedSupply(List<DiscountPart> parts);

    /** Marks the units of parts as used, so that no other set includes them. */
    void use(List<DiscountPart> parts);

    /** What the items of parts count towards a threshold of the discount. */
    long spent(List<DiscountPart> parts);

    /** Explains why the items of parts get nothing. */
    void refuse(List<DiscountPart> parts, Refusal refusal);

    /** Explains that there are too few units. */
    default void refuseUnits(List<DiscountPart> parts, long required, long present) {
        refuse(
                parts,
                Refusal.notApplicable(
                        "too_few_units", "required", required, "present", present, "missing", required - present));
    }

    /** Explains that too little is spent. */
    default void refuseSpent(List<DiscountPart> parts, Money required, long spent) {
        Money present = new Money(spent, required.currency());
        refuse(
                parts,
                Refusal.notApplicable(
                        "too_little_spent",
                        "required",
                        required,
                        "present",
                        present,
                        "missing",
                        required.minus(present)));
    }

    /** Reports that the cart has earned units of a gift. */
    void offer(Gift gift, int quantity);
}
