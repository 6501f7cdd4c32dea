package dev.holdfast.promo;

import dev.holdfast.Money;
import dev.holdfast.Patch;

/**
 * A change of a stored promo code. A code that was added without limits cannot get one, and a code without a budget
 * cannot get a budget, because earlier uses were not counted.
 *
 * @param active whether carts can hold it; cannot be null
 * @param maxUses the uses in all; null for any number
 * @param maxUsesPerUser the uses of each user; null for any number
 * @param budget the discounts in all, in the currency that the budget had; null for any amount
 */
public record PromoCodeChange(
        Patch<Boolean> active, Patch<Long> maxUses, Patch<Long> maxUsesPerUser, Patch<Money> budget) {
    /** Activates or deactivates a code. */
    public static PromoCodeChange active(boolean active) {
        return new PromoCodeChange(Patch.set(active), Patch.keep(), Patch.keep(), Patch.keep());
    }
}
