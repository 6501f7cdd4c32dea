package dev.holdfast.promo;

import dev.holdfast.Money;
import dev.holdfast.Patch;

/**
 * A change of a stored promo code. A code that was added without limits cannot be given one, and one without a budget
 * cannot be given a budget: what was used by then was not counted.
 *
 * @param active whether carts can take hold of it
 * @param maxUses null for any number
 * @param maxUsesPerUser null for any number
 * @param budget null for any amount; in the currency that it had
 */
public record PromoCodeChange(
        Patch<Boolean> active, Patch<Long> maxUses, Patch<Long> maxUsesPerUser, Patch<Money> budget) {
    /** Switches a code on or off. */
    public static PromoCodeChange active(boolean active) {
        return new PromoCodeChange(Patch.set(active), Patch.keep(), Patch.keep(), Patch.keep());
    }
}
