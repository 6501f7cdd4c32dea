package dev.holdfast.promo;

import dev.holdfast.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promo code that is stored for a rule, and what has become of its uses.
 *
 * @param code as it was added; it is compared without regard to case
 * @param rule the rule that it unlocks
 * @param active whether carts can take hold of it; what they hold already they keep
 * @param limits how far it goes
 * @param heldUses carts that hold it now; null when it has no limits, because then nobody counts
 * @param claimedUses orders that it gave a discount; null when it has no limits
 * @param heldAmount what it gives to carts that hold it; null without a budget
 * @param claimedAmount what it gave to orders; null without a budget
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
