package dev.holdfast.promo;

import dev.holdfast.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promo code that is stored for a rule, with its uses.
 *
 * @param code the code as it was added; upper and lower case are the same
 * @param rule the rule that it unlocks
 * @param active whether carts can hold it; existing holds are not affected
 * @param limits the limits of its uses
 * @param heldUses the carts that hold it now; null if it has no limits, because its uses are not counted then
 * @param claimedUses the orders that it gave a discount; null if it has no limits
 * @param heldAmount the discounts of the carts that hold it; null without a budget
 * @param claimedAmount the discounts of the orders that claimed it; null without a budget
 * @param createdAt when it was added
 * @param updatedAt when it was last changed
 */
public record PromoCode(
        String code,
        String rule,
        boolean active,
        PromoLimits limits,
        @Nullable Long heldUses,
        @Nullable Long claimedUses,
        @Nullable Money heldAmount,
        @Nullable Money claimedAmount,
        Instant createdAt,
        Instant updatedAt) {}
